/** Every sentence of the staff site. */
export const staff = {};
