import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config';
import { InboundStore } from './inbound.store';

/** Texts people sent us are kept so long that a complaint can be looked into, and no longer. */
@Injectable()
export class ForgetReplies {
  constructor(
    private readonly store: InboundStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  run(): Promise<number> {
    return this.store.forget(this.config.INBOUND_DAYS);
  }
}
