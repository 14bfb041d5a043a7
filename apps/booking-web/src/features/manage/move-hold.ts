import { Form } from '../../ui/form';
import { holdTime, readTimeValue } from '../../ui/hold';
import { fingerprint, newKey } from '../../ui/ids';
import { saveDraft } from '../../ui/journey';
import { seeOther, type PageArgs } from '../../ui/visit';
import { wayOnFromMove } from './move-way-on';
import { draftOf, openChangeable, readChange } from './session';

const loader = () => seeOther('/appointment/times');

/** Holds the new time beside the old one, which stays booked until the new one is confirmed. */
async function action({ context: visit, request }: PageArgs) {
  const { bearer, booking } = await openChangeable(visit);
  const form = await Form.of(request);
  const time = readTimeValue(form.text('time'));
  if (!time) return seeOther('/appointment/times');
  const change = await readChange(visit);
  const wanted = draftOf(booking, change.draft);
  const draft = { ...change.draft, ...wanted };
  try {
    const key = fingerprint(form.text('key') || newKey(), booking.reference, time);
    const hold = await holdTime(visit, { ...change, draft }, time, key, bearer);
    await saveDraft(visit, change.id, { ...wanted, hold }, 'change');
    return seeOther('/appointment/check-move');
  } catch (error) {
    const wayOn = wayOnFromMove(error, time);
    if (!wayOn) throw error;
    return seeOther(wayOn);
  }
}

export const moveHoldAction = { loader, action };
