import { permissions } from '@fairslot/contract';
import { sitesByPermission } from './resolve-session';

test('each role gives its permissions at its own sites, and sites of several roles are joined', () => {
  const sites = sitesByPermission([
    { role: 'viewer', siteIds: [3, 1] },
    { role: 'front_desk', siteIds: [2, 1] },
  ]);
  expect(Object.fromEntries(sites)).toEqual({
    'day:read': [1, 2, 3],
    'bookings:search': [1, 2, 3],
    'day:act': [1, 2],
    'bookings:make': [1, 2],
    'bookings:write': [1, 2],
    'messages:read': [1, 2, 3],
    'calls:act': [1, 2],
  });
});

test('without a grant there is no permission anywhere', () => {
  expect(sitesByPermission([]).size).toBe(0);
});

test('a region administrator has every permission', () => {
  expect([...sitesByPermission([{ role: 'region_administrator', siteIds: [1] }]).keys()].sort()).toEqual(
    [...permissions].sort(),
  );
});
