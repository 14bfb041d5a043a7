import { coreContract } from './core-contract';
import { BEGINNING, ZONE } from './core-scenes';
import { SqlCore } from './sql-core';

coreContract({
  aCore: () => SqlCore.begin(BEGINNING, ZONE),
  notYet: ['tabs of one journey that ask at once for a family have one hold between them'],
});
