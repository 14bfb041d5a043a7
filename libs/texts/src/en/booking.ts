/** Every sentence of the public site. */
export const booking = {};
