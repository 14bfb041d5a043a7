import { together } from './together';

together('region');
