import { together } from './together';

together('day');
