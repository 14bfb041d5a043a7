import { Injectable } from '@nestjs/common';
import { argon2id, argon2Verify } from 'hash-wasm';
import { Ids } from '../platform/ids/ids';

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. */
const ARGON2 = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;

/** What is stored of a password; `salt` is 16 random bytes or more. Unicode spellings of one password are one password. */
export function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  return argon2id({ password: password.normalize('NFKC'), salt, ...ARGON2, outputType: 'encoded' });
}

/** Tells whether a password fits, at the same cost when there is nobody whose password it could be. */
@Injectable()
export class VerifyPassword {
  private nobody: Promise<string> | null = null;

  constructor(private readonly ids: Ids) {}

  /** Prepares the hash of nobody's password, so that the first unknown address does not take longer. */
  async prepare(): Promise<void> {
    await this.hashOfNobody();
  }

  async run(password: string, hash: string | undefined): Promise<boolean> {
    const fits = await argon2Verify({
      password: password.normalize('NFKC'),
      hash: hash ?? (await this.hashOfNobody()),
    });
    return fits && hash !== undefined;
  }

  private hashOfNobody(): Promise<string> {
    this.nobody ??= hashPassword(this.ids.secret(), Buffer.from(this.ids.secret(), 'base64url'));
    return this.nobody;
  }
}
