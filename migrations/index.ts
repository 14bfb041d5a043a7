import { Schema1763900000000 } from './1763900000000-schema';
import { Functions1763900000001 } from './1763900000001-functions';
import { Access1763900000002 } from './1763900000002-access';
import { Allocation1764100000000 } from './1764100000000-allocation';
import { AllocationFunctions1764100000001 } from './1764100000001-allocation-functions';
import { Messages1764200000000 } from './1764200000000-messages';
import { MessageLedger1764300000000 } from './1764300000000-message-ledger';

/** Every migration, oldest first. */
export const migrations = [
  Schema1763900000000,
  Functions1763900000001,
  Access1763900000002,
  Allocation1764100000000,
  AllocationFunctions1764100000001,
  Messages1764200000000,
  MessageLedger1764300000000,
];
