import { together } from './together';

together('staff');
