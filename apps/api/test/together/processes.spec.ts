import { together } from './together';

together('processes');
