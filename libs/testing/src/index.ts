export { aPerson } from './people';
export { aHoldRequest } from './holds';
export * from './memory-core';
