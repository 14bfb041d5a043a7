import { together } from './together';

together('booking');
