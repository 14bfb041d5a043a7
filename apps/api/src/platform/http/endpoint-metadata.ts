/** Metadata key under which a handler keeps the contract endpoint it serves. */
export const ENDPOINT = 'fairslot:endpoint';
