import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { AppError } from '../platform/http/app-error';
import { networkOf } from '../platform/http/network';
import { HoldsStore, type NetworkBound } from './holds.store';

/**
 * How many times one network may hold without confirming, so that nobody empties a clinic by holding it. The statement
 * that holds counts what is in the database; what is under way at the same moment is counted here, so that requests sent
 * together cannot pass together.
 */
@Injectable()
export class BoundHolds {
  private readonly underWay = new Map<string, number>();

  constructor(
    private readonly store: HoldsStore,
    private readonly keys: Keys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Runs the work with the bound of a caller's network, or throws `too_many`. Null, where an invitation vouches, has none. */
  async within<T>(ip: string | null, work: (network: NetworkBound | null) => Promise<T>): Promise<T> {
    if (ip === null) return work(null);
    const network = this.of(ip);
    const name = network.hash.toString('base64');
    const others = this.underWay.get(name) ?? 0;
    const limits = network.limits.map(({ tries, seconds }) => ({ tries: tries - others, seconds }));
    if (limits.some(({ tries }) => tries < 1)) throw new AppError('too_many', { retryAfter: 1 });
    this.underWay.set(name, others + 1);
    try {
      return await work({ ...network, limits });
    } finally {
      const left = (this.underWay.get(name) ?? 1) - 1;
      if (left === 0) this.underWay.delete(name);
      else this.underWay.set(name, left);
    }
  }

  /** Throws `too_many` where the network's holds are at the bound: why a hold was not made, though there may be places. */
  async demand(network: NetworkBound | null): Promise<void> {
    const wait = network && (await this.store.wait(network));
    if (wait !== null) throw new AppError('too_many', { retryAfter: Math.max(1, Math.ceil(wait)) });
  }

  private of(ip: string): NetworkBound {
    const { prefix, isShared } = networkOf(ip, this.config.SHARED_NETWORKS);
    return {
      hash: this.keys.blindIndex('network', prefix),
      limits: isShared ? this.config.LIMIT_HOLDS_SHARED : this.config.LIMIT_HOLDS,
    };
  }
}
