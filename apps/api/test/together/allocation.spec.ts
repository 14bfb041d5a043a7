import { together } from './together';

together('allocation');
