export { aPerson } from './people';
export { aHoldRequest } from './holds';
