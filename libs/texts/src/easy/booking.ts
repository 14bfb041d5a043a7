import { booking as english } from '../en/booking';

export const booking: typeof english = english;
