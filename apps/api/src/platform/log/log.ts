import { Inject, Injectable } from '@nestjs/common';
import pino, { type Logger } from 'pino';
import { CONFIG, type Config } from '../config/config';

/** The only fields that ever reach a log line; anything else is dropped, so that nothing personal slips in. */
const allowed = [
  'event',
  'requestId',
  'endpoint',
  'method',
  'status',
  'ms',
  'code',
  'job',
  'messageId',
  'kind',
  'channel',
  'state',
  'count',
  'siteId',
  'slotId',
  'attempt',
  'port',
  'roles',
  'signal',
  'errorName',
  'errorCode',
  'stack',
  'queue',
  'sqlState',
  'constraint',
] as const;
type Field = (typeof allowed)[number];
export type LogFields = Partial<Record<Field, string | number | boolean | null | undefined>> & { event: string };

function allowedFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => (allowed as readonly string[]).includes(name)));
}

/** What may be said of an error: its name and codes, and where it happened; never its message, which may quote data. */
export function errorFields(error: unknown): Partial<Record<Field, string>> {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    errorName: error.name,
    ...(typeof code === 'string' ? { errorCode: code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .join('\n'),
  };
}

@Injectable()
export class Log {
  private readonly logger: Logger;

  constructor(@Inject(CONFIG) config: Config) {
    this.logger = pino({ level: config.LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  }

  info(fields: LogFields): void {
    this.logger.info(allowedFields(fields));
  }

  warn(fields: LogFields): void {
    this.logger.warn(allowedFields(fields));
  }

  error(fields: LogFields, error?: unknown): void {
    this.logger.error(allowedFields({ ...fields, ...(error === undefined ? {} : errorFields(error)) }));
  }
}
