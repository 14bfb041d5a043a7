export * from './booking-decisions';
export * from './decision';
export * from './hold-decisions';
export * from './idempotency-key';
export * from './reallocate-starts';
