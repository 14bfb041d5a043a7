import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { encodeCrockford } from '@fairslot/domain';
import type { Config } from '../config/config';
import { Cipher } from './cipher';
import { Keys } from './keys';

const keys = new Keys({ SECRET_KEY: '0123456789abcdef'.repeat(4) } as Config);
const BROKEN = /does not authenticate|not known|state/;

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

test('no two values are sealed with the same part of a stream, and each opens again', () => {
  const cipher = new Cipher(keys);
  const sealed = Array.from({ length: 1000 }, (_, n) => cipher.seal('person.nhs_number', `row ${n}`, 'the same'));
  expect(new Set(sealed.map((one) => one.toString('hex', 1, 17))).size).toBe(1000);
  expect(sealed.map((one, n) => cipher.open('person.nhs_number', `row ${n}`, one))).toEqual(
    Array(1000).fill('the same'),
  );
  expect(() => cipher.open('person.nhs_number', 'row 1', sealed[0] as Buffer)).toThrow(/authenticate/);
});

test('texts of any length open again, and a stream is never used twice', () => {
  const cipher = new Cipher(keys);
  const texts = ['', 'a', 'x'.repeat(16), 'é€'.repeat(40), 'y'.repeat(16_384), 'z'.repeat(50_001), 'b', ''];
  const sealed = Array.from({ length: 300 }, (_, n) => texts[n % texts.length] as string).map((text, n) => ({
    text,
    bytes: cipher.seal('journey.draft', `row ${n}`, text),
  }));
  for (const [n, { text, bytes }] of sealed.entries())
    expect(cipher.open('journey.draft', `row ${n}`, bytes)).toBe(text);
  const blocks = sealed.flatMap(({ bytes }) =>
    Array.from(
      { length: Math.ceil((bytes.length - 33) / 16) },
      (_, n) => `${bytes.toString('hex', 1, 13)} ${bytes.readUInt32BE(13) + n}`,
    ),
  );
  expect(new Set(blocks).size).toBe(blocks.length);
});

test('what is sealed is AES-256-CTR from its counter on, as any library reads it', () => {
  const sealed = new Cipher(keys).seal('person.postcode', 'row', 'L24 8QB');
  const decipher = createDecipheriv('aes-256-ctr', keys.of('stream'), sealed.subarray(1, 17));
  expect(decipher.update(sealed.subarray(17, -16)).toString()).toBe('L24 8QB');
  const hmac = createHmac('sha256', keys.of('authentication')).update('person.postcode|row|');
  expect(sealed.subarray(-16)).toEqual(hmac.update(sealed.subarray(0, -16)).digest().subarray(0, 16));
});

test('a value opens in its own row and column alone, and not with a bit changed or a byte missing', () => {
  const cipher = new Cipher(keys);
  const sealed = cipher.seal('person.nhs_number', 'row', '9990000018');
  for (let at = 0; at < sealed.length * 8; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at >> 3] = (changed[at >> 3] as number) ^ (1 << (at & 7));
    expect(() => cipher.open('person.nhs_number', 'row', changed)).toThrow(BROKEN);
  }
  for (let length = 0; length < sealed.length; length += 1)
    expect(() => cipher.open('person.nhs_number', 'row', sealed.subarray(0, length))).toThrow(BROKEN);
  expect(() => cipher.open('person.nhs_number', 'other', sealed)).toThrow(/authenticate/);
  expect(() => cipher.open('person.postcode', 'row', sealed)).toThrow(/authenticate/);
  expect(cipher.open('person.nhs_number', 'row', sealed)).toBe('9990000018');
});

test('values that were sealed with AES-256-GCM still open', () => {
  const nonce = Buffer.from('000102030405060708090a0b', 'hex');
  const gcm = createCipheriv('aes-256-gcm', keys.of('encryption'), nonce);
  gcm.setAAD(Buffer.from('person.postcode|row'));
  const body = Buffer.concat([gcm.update('L24 8QB'), gcm.final()]);
  const sealed = Buffer.concat([Buffer.of(1), nonce, gcm.getAuthTag(), body]);
  expect(new Cipher(keys).open('person.postcode', 'row', sealed)).toBe('L24 8QB');
  expect(() => new Cipher(keys).open('person.postcode', 'other', sealed)).toThrow(/authenticate/);
  expect(() => new Cipher(keys).open('person.postcode', 'row', sealed.subarray(0, 20))).toThrow(
    /tag length/,
  );
});
