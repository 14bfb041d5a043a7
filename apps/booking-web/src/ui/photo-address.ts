export const PHOTOS_PREFIX = '/photos/';

/** Pictures come from our own address, whatever the API's is. */
export const photoAddress = (id: string): string => PHOTOS_PREFIX + id;
