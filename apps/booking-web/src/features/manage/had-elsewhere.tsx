import { isProblem } from '@fairslot/client';
import { cancelBooking, keepBooking, type ManagedBooking } from '@fairslot/contract';
import { WarningCallout } from '@fairslot/ui';
import { Form } from '../../ui/form';
import { fingerprint } from '../../ui/ids';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { openAppointment } from './session';

const loader = () => seeOther('/appointment');

/** One press: it was had elsewhere and the time is somebody else's, or our records are wrong and the appointment stays. */
async function action({ context: visit, request }: PageArgs) {
  const form = await Form.of(request);
  const { bearer, booking } = await openAppointment(visit);
  const { reference, start, sequence } = booking;
  // The page showed one time; another tab may have changed it meanwhile.
  if (form.text('start') !== start) return seeOther('/appointment?changed');
  try {
    if (form.text('answer') === 'keep') {
      await visit.call(keepBooking, { params: { reference }, bearer });
      return seeOther('/appointment?kept');
    }
    const idempotencyKey = fingerprint('had-elsewhere', reference, String(sequence));
    await visit.call(cancelBooking, {
      params: { reference },
      body: { reason: 'had_elsewhere' },
      idempotencyKey,
      bearer,
    });
    return seeOther('/appointment');
  } catch (error) {
    if (isProblem(error, 'wrong_state')) return seeOther('/appointment');
    throw error;
  }
}

/** Asks whoever may have had it elsewhere, at the top of the appointment. */
export function HadElsewhere({ booking: { hadElsewhere, service, start } }: { booking: ManagedBooking }) {
  const { texts, when } = useSite();
  const words = texts.hadElsewhere;
  if (!hadElsewhere) return null;
  const { on, freesAt } = hadElsewhere;
  return (
    <WarningCallout heading={words.heading}>
      <p>{words.records(service.shortName, when.longDate(on))}</p>
      {freesAt ? <p>{words.freed(when.full(freesAt))}</p> : null}
      <PostForm action="/appointment/had-elsewhere" submit={words.cancel} hidden={{ start, answer: 'cancel' }} />
      <PostForm
        action="/appointment/had-elsewhere"
        submit={words.keep}
        variant="secondary"
        hidden={{ start, answer: 'keep' }}
      />
    </WarningCallout>
  );
}

export const hadElsewhereAction = { loader, action };
