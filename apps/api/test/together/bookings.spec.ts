import { together } from './together';

together('bookings');
