import { type KeyFacts, type KeyReason, type Refused, refusedByKey } from '@fairslot/domain';
import type { MemoryStore } from './memory-store';

interface Keyed {
  key: string;
  requestHash: string;
}

/** Idempotency keys: a scope and a key stand for one request, remembered in the transaction that it makes. */
export class Keys {
  constructor(protected readonly store: MemoryStore) {}

  facts(scope: string, { key, requestHash }: Keyed): KeyFacts {
    // A transaction here is over before another begins, so that no key is found in use.
    return { requestHash, known: this.store.key(`${scope}:${key}`) ?? null, isRunning: false };
  }

  /** Why the request does nothing: its key was used. */
  refusal(scope: string, request: Keyed): Refused<KeyReason> | null {
    return refusedByKey(this.facts(scope, request));
  }

  remember(scope: string, { key, requestHash }: Keyed, answer: unknown): void {
    this.store.remember(`${scope}:${key}`, { requestHash, at: this.store.now, answer });
  }

  answer<T>(scope: string, { key }: Keyed): T {
    return this.store.key(`${scope}:${key}`)?.answer as T;
  }
}
