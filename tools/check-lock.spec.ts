interface Lock {
  packages: Record<string, { version?: string; resolved?: string; optionalDependencies?: Record<string, string> }>;
}

const { missingOptionalPackages, resolvedAddresses } = require('./check-lock.mjs') as {
  missingOptionalPackages: (lock: Lock) => string[];
  resolvedAddresses: (lock: Lock) => string[];
};

const builder = { version: '2.0.0', optionalDependencies: { 'builder-darwin': '2.0.0', 'builder-linux': '2.0.0' } };

test('a platform package that npm left out is named', () => {
  const packages = { 'node_modules/builder': builder, 'node_modules/builder-linux': { version: '2.0.0' } };
  expect(missingOptionalPackages({ packages })).toEqual(['node_modules/builder 2.0.0 lacks builder-darwin@2.0.0']);
});

test('a platform package may lie beside its package or further out', () => {
  const packages = {
    'node_modules/app/node_modules/builder': builder,
    'node_modules/app/node_modules/builder-linux': {},
    'node_modules/builder-darwin': {},
  };
  expect(missingOptionalPackages({ packages })).toEqual([]);
});

test('an address of a registry is found', () => {
  expect(
    resolvedAddresses({
      packages: { 'node_modules/a': { resolved: 'https://registry.example/a.tgz' }, 'node_modules/b': {} },
    }),
  ).toEqual(['node_modules/a']);
});
