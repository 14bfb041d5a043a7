import { Inject, Injectable } from '@nestjs/common';
import { argon2id, argon2Verify } from 'hash-wasm';
import { CONFIG, type Config } from '../platform/config/config';
import { Ids } from '../platform/ids/ids';

/** OWASP's first choice for Argon2id, together with the memory of the configuration. */
const ARGON2 = { iterations: 2, parallelism: 1, hashLength: 32 } as const;

/**
 * What is stored of a password; `salt` is 16 random bytes or more, `memorySize` in KiB. Unicode spellings of one password
 * are one password.
 */
export function hashPassword(password: string, salt: Uint8Array, memorySize: number): Promise<string> {
  return argon2id({ password: password.normalize('NFKC'), salt, memorySize, ...ARGON2, outputType: 'encoded' });
}

/**
 * Tells whether a password fits, at the same cost when there is nobody whose password it could be. What was stored at another
 * cost than the configuration asks for is renewed when its owner signs in: until then its time would tell that there is an account.
 */
@Injectable()
export class VerifyPassword {
  private nobody: Promise<string> | null = null;

  constructor(
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

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

  hash(password: string): Promise<string> {
    const salt = Buffer.from(this.ids.secret(), 'base64url').subarray(0, 16);
    return hashPassword(password, salt, this.config.PASSWORD_MEMORY);
  }

  hasCostOfNow(hash: string): boolean {
    const { iterations, parallelism } = ARGON2;
    return hash.startsWith(`$argon2id$v=19$m=${this.config.PASSWORD_MEMORY},t=${iterations},p=${parallelism}$`);
  }

  private hashOfNobody(): Promise<string> {
    this.nobody ??= this.hash(this.ids.secret());
    return this.nobody;
  }
}
