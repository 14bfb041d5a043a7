// One file for each program of the API. Packages stay outside; our own libraries and the decorator helpers go in.
const inside = /^(\.|\/|@fairslot\/|@oxc-project\/|\0)/;

export default {
  input: {
    main: 'apps/api/src/main.ts',
    'list-worker': 'apps/api/src/people/list-worker.ts',
    migrate: 'tools/migrate.ts',
    seed: 'tools/seed.ts',
    'first-administrator': 'tools/first-administrator.ts',
  },
  platform: 'node',
  tsconfig: 'apps/api/tsconfig.json',
  external: (id) => !inside.test(id),
  output: { dir: 'dist/api', format: 'cjs', sourcemap: true, entryFileNames: '[name].cjs', cleanDir: true },
};
