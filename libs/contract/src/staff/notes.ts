import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, typedCode } from '../fields';
import { bookingNote } from './day';

export const addNote = defineEndpoint({
  name: 'addNote',
  method: 'POST',
  path: '/staff/bookings/{reference}/notes',
  audience: 'staff:day:act',
  summary: 'Writes a note about a booking, which stays as it is; answers all of them',
  params: z.object({ reference: typedCode }),
  body: z.object({ text: z.string(fault('required')).trim().min(1, fault('required')).max(300) }),
  status: 201,
  response: z.object({ items: z.array(bookingNote) }),
  errors: ['invalid', 'sign_in_required', 'not_found'],
});
