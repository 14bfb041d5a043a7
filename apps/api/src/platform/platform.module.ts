import { Global, Module } from '@nestjs/common';
import { Clock } from './clock/clock';
import { ClockController } from './clock/clock.controller';
import { SharedClock } from './clock/shared-clock';
import { Cipher } from './crypto/cipher';
import { Keys } from './crypto/keys';
import { Database } from './database/database';
import { HealthController } from './health/health.controller';
import { Readiness } from './health/readiness';
import { AnswerOnce } from './http/answer-once';
import { AttemptsStore } from './http/attempts.store';
import { Callers } from './http/caller';
import { UsedKeys } from './http/used-keys';
import { Ids } from './ids/ids';
import { Jobs } from './jobs/jobs';
import { Timers } from './jobs/timers';
import { Log } from './log/log';
import { Metrics } from './metrics/metrics';

const provided = [
  Clock,
  SharedClock,
  Keys,
  Cipher,
  Ids,
  Log,
  Metrics,
  Database,
  Readiness,
  Callers,
  AttemptsStore,
  AnswerOnce,
  UsedKeys,
  Jobs,
  Timers,
];

/** What every feature stands on. */
@Global()
@Module({ controllers: [HealthController, ClockController], providers: provided, exports: provided })
export class PlatformModule {}
