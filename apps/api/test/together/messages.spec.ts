import { together } from './together';

together('messages');
