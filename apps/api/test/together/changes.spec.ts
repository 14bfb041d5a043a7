import { together } from './together';

together('changes');
