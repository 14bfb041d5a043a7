import { createHmac } from 'node:crypto';
import { encodeCrockford } from '@fairslot/domain';
import type { Config } from '../config/config';
import { Cipher } from './cipher';
import { Keys } from './keys';

const keys = new Keys({ SECRET_KEY: '0123456789abcdef'.repeat(4) } as Config);

test('a blind index is the HMAC of its column and value, however it is reckoned', () => {
  for (const value of ['', '9990000018', 'Łukasz|Wójcik', 'x'.repeat(500), '€'.repeat(3000)]) {
    const hmac = createHmac('sha256', keys.of('blind-index')).update(`nhs_number|${value}`).digest();
    expect(keys.blindIndex('nhs_number', value)).toEqual(hmac.subarray(0, 16));
  }
});

test('a token is the first bits of the HMAC of its purpose, row and version', () => {
  for (const row of ['', '018f1f6e-7a3c-7abc-9def-0123456789ab', 'x'.repeat(5000)]) {
    const hmac = createHmac('sha256', keys.of('tokens')).update(`invitation|${row}|3`).digest();
    expect(keys.token('invitation', row, 3, 16)).toBe(encodeCrockford(hmac, 16));
    expect(keys.token('invitation', row, 4, 16)).not.toBe(encodeCrockford(hmac, 16));
  }
});

test('no two values are sealed with the same nonce, and each opens again', () => {
  const cipher = new Cipher(keys);
  const sealed = Array.from({ length: 1000 }, (_, n) => cipher.seal('person.nhs_number', `row ${n}`, 'the same'));
  expect(new Set(sealed.map((one) => one.toString('hex', 1, 13))).size).toBe(1000);
  expect(sealed.map((one, n) => cipher.open('person.nhs_number', `row ${n}`, one))).toEqual(
    Array(1000).fill('the same'),
  );
  expect(() => cipher.open('person.nhs_number', 'row 1', sealed[0] as Buffer)).toThrow(/authenticate/);
});
