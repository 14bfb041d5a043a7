import type { Keys } from '../../platform/crypto/keys';

/**
 * What stands in the ledger, in opt-outs and in replies for a number or an address: the same keyed hash as of a booking's
 * contact, so that all of them are found by each other.
 * @param to mobile number in E.164, or e-mail address
 */
export function recipientIndex(keys: Keys, channel: 'sms' | 'email', to: string): Buffer {
  return keys.blindIndex(channel === 'sms' ? 'mobile' : 'email', to.toLowerCase());
}
