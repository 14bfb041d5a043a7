// The ids under which messages leave the program, so that what arrived is matched with its row of the ledger.
import type { Config } from '../../apps/api/src/platform/config/config';
import { Keys } from '../../apps/api/src/platform/crypto/keys';
import { Ids } from '../../apps/api/src/platform/ids/ids';

/** The number behind an opaque message id; null where it is none of ours. */
export function messageNumbers(secretKey: string): (opaque: string) => number | null {
  const ids = new Ids(new Keys({ SECRET_KEY: secretKey } as Config));
  return (opaque) => ids.plain('message', opaque);
}
