import { isProblem } from '@fairslot/client';
import { cancelBooking, cancelReasons } from '@fairslot/contract';
import { Button, ButtonGroup, ButtonLink, RadiosField } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { Form } from '../../ui/form';
import { fingerprint, newKey } from '../../ui/ids';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { AppointmentFacts } from './appointment-facts';
import { openAppointment, openChangeable } from './session';

async function loader({ context: visit }: PageArgs) {
  const { booking, all } = await openChangeable(visit);
  return { booking, together: all.filter(({ mayChange }) => mayChange).length, formKey: newKey() };
}

async function action({ context: visit, request }: PageArgs) {
  const form = await Form.of(request);
  const { bearer, booking, all } = await openAppointment(visit);
  const reason = cancelReasons.find((known) => known === form.text('reason'));
  // The page showed one time. If another tab moved the appointment meanwhile, that one must not be cancelled unseen.
  if (form.text('start') !== booking.start) return seeOther('/appointment?changed');
  const ending = form.text('who') === 'all' ? all.filter(({ mayChange }) => mayChange) : [booking];
  try {
    for (const { reference } of ending)
      await visit.call(cancelBooking, {
        params: { reference },
        body: reason ? { reason } : {},
        idempotencyKey: fingerprint(form.text('key'), reference, reason),
        bearer,
      });
    return seeOther('/appointment');
  } catch (error) {
    // A second press finds it cancelled: that is what was wanted, and the page says so.
    if (isProblem(error, 'wrong_state')) return seeOther('/appointment');
    throw error;
  }
}

function Component() {
  const words = useSite().texts.cancel;
  const { booking, together, formKey } = useLoaderData<typeof loader>();
  return (
    <Page title={words.title} back="/appointment">
      <h1>{words.title}</h1>
      <AppointmentFacts booking={booking} />
      <form method="post" noValidate>
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="start" value={booking.start} />
        {together > 1 ? (
          <RadiosField
            name="who"
            label={words.whoLabel}
            chosen="this"
            choices={[
              { value: 'this', label: words.onlyThis(`${booking.firstName}, ${booking.service.shortName}`) },
              { value: 'all', label: words.everyone(together) },
            ]}
          />
        ) : null}
        <RadiosField
          name="reason"
          label={words.reasonLabel}
          choices={cancelReasons.map((reason) => ({ value: reason, label: words.reasons[reason] }))}
        />
        <ButtonGroup>
          <Button variant="warning" once>
            {words.confirm}
          </Button>
          <ButtonLink href="/appointment" variant="secondary">
            {words.keep}
          </ButtonLink>
        </ButtonGroup>
      </form>
    </Page>
  );
}

export const cancelPage = { loader, action, Component };
