import { Schema1763900000000 } from './1763900000000-schema';
import { Functions1763900000001 } from './1763900000001-functions';
import { Access1763900000002 } from './1763900000002-access';

/** Every migration, oldest first. */
export const migrations = [Schema1763900000000, Functions1763900000001, Access1763900000002];
