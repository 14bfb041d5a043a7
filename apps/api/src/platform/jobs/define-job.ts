import type { z } from 'zod';

/** A kind of queued work. The payload is ids only: queues keep it in clear text. */
export interface JobDefinition<P extends z.ZodType = z.ZodType> {
  name: string;
  payload: P;
}

export function defineJob<P extends z.ZodType>(name: string, payload: P): JobDefinition<P> {
  return { name, payload };
}
