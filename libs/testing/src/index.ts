export { aPerson } from './people';
export { testNhsNumbers } from './nhs-numbers';
export { aHoldRequest } from './holds';
export * from './memory-core';
