import { together } from './together';

together('campaigns');
