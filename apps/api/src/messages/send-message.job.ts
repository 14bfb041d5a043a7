import { z } from 'zod';
import { defineJob } from '../platform/jobs/define-job';

/** Sends one message of the ledger; carries its number and nothing else. */
export const sendMessageJob = defineJob('send-message', z.object({ messageId: z.number().int() }));
