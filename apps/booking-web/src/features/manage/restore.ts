import { isProblem } from '@fairslot/client';
import { restoreBooking } from '@fairslot/contract';
import { fingerprint } from '../../ui/ids';
import { seeOther, type PageArgs } from '../../ui/visit';
import { openAppointment } from './session';

const loader = () => seeOther('/appointment');

/** "Get it back": while the place is kept, one press takes a cancellation back. */
async function action({ context: visit }: PageArgs) {
  const { bearer, booking } = await openAppointment(visit);
  const { reference, sequence } = booking;
  try {
    // One cancellation is taken back once, however often the button is pressed.
    const idempotencyKey = fingerprint('restore', reference, sequence);
    await visit.call(restoreBooking, { params: { reference }, idempotencyKey, bearer });
    return seeOther('/appointment?restored');
  } catch (error) {
    if (isProblem(error, 'wrong_state')) return seeOther('/appointment');
    if (isProblem(error, 'time_gone', 'already_booked')) return seeOther('/appointment?gone');
    throw error;
  }
}

export const restoreAction = { loader, action };
