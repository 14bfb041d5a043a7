import { closeManageSession } from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { forgetDraft, saveDraft, weigh } from '../../ui/journey';
import { afterStep } from '../../ui/journey-order';
import { seeOther, type PageArgs } from '../../ui/visit';
import { openAppointment, readChange } from './session';

const toAppointment = () => seeOther('/appointment');

/** "Book another time": a new booking that already knows what for and for whom. */
async function bookAgain({ context: visit }: PageArgs) {
  const { booking } = await openAppointment(visit);
  const { draft } = await readChange(visit);
  await forgetDraft(visit);
  const begun = await saveDraft(visit, undefined, {
    serviceId: booking.service.id,
    ...(draft.dateOfBirth && { dateOfBirth: draft.dateOfBirth }),
  });
  return seeOther(afterStep('date-of-birth', (await weigh(visit, begun.draft)).progress));
}

/** Ends the session, so that the next person at this browser cannot open the appointment. */
async function leave({ context: visit }: PageArgs) {
  const bearer = visit.cookies.get('manage');
  visit.cookies.clear('manage');
  visit.cookies.clear('link');
  await forgetDraft(visit, 'change');
  if (bearer)
    await visit.call(closeManageSession, { bearer }).catch((error: unknown) => {
      if (!isProblem(error, 'sign_in_required')) throw error;
    });
  return seeOther('/?cleared');
}

export const bookAgainAction = { loader: toAppointment, action: bookAgain };
export const leaveAction = { loader: toAppointment, action: leave };
