/*
 * Stands in for the phone number tables in the build of this site: only the API reads what is typed, and the tables
 * would weigh more than everything else that a desk loads first.
 */
export const parsePhoneNumberFromString = (): undefined => undefined;
export const parsePhoneNumber = parsePhoneNumberFromString;
