import { together } from './together';

together('desk');
