import { NamedCore } from '@fairslot/testing';
import { coreContract } from './core-contract';
import { BEGINNING, ZONE } from './core-scenes';

coreContract({ aCore: async () => new NamedCore({ now: Date.parse(BEGINNING), zone: ZONE }) });
