import { isProblem } from '@fairslot/client';
import { sendAgain } from '@fairslot/contract';
import { seeOther, type PageArgs } from '../../ui/visit';
import { openAppointment } from './session';

const loader = () => seeOther('/appointment');

/** "Send me the details again": to the contact on record, which no page shows. */
async function action({ context: visit }: PageArgs) {
  const { bearer, booking } = await openAppointment(visit);
  try {
    const { outcome } = await visit.call(sendAgain, { params: { reference: booking.reference }, bearer });
    return seeOther(`/appointment?${outcome}`);
  } catch (error) {
    if (isProblem(error, 'wrong_state')) return seeOther('/appointment?changed');
    throw error;
  }
}

export const sendAgainAction = { loader, action };
