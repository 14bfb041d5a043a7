import { together } from './together';

together('residents');
