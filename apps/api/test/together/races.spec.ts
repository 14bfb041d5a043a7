import { together } from './together';

together('races');
