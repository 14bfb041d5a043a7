export * from './circuit';
export * from './fallback';
export * from './kinds';
export * from './pace';
export * from './plan';
export * from './quiet-hours';
export * from './retries';
