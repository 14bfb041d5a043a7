/** The only place that reads the clock of this machine. The API's clock decides everything that matters. */
export const now = (): Date => new Date(Date.now());
