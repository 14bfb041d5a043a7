import { isProblem } from '@fairslot/client';
import { type DraftHold, getSite, moveBooking } from '@fairslot/contract';
import { InsetText, SummaryList } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { Form } from '../../ui/form';
import { stateOfHold } from '../../ui/hold-state';
import { holdAgain, letGo } from '../../ui/hold';
import { fingerprint } from '../../ui/ids';
import { saveDraft } from '../../ui/journey';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { Special } from '../../ui/special';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';
import { wayOnFromMove } from './move-way-on';
import { isThere, openAppointment, openChangeable, readChange, wantsMoreTime, type OpenAppointment } from './session';

async function loader({ context: visit }: PageArgs) {
  const [opened, { draft }] = await Promise.all([openChangeable(visit), readChange(visit)]);
  const { hold } = draft;
  if (!hold) throw seeOther('/appointment/times');
  if (isThere(opened, hold)) throw seeOther('/appointment/moved');
  const on = visit.when.dateOf(hold.start);
  const site = await visit.call(getSite, { params: { siteId: hold.siteId }, query: { on } });
  const state = stateOfHold(hold, visit.now());
  const moreTime = wantsMoreTime(opened.booking, draft);
  return { booking: opened.booking, hold, state, site, moreTime, seen: seenOf(opened, hold) };
}

/** The two times on the page. A tab that shows others must not move the appointment. */
const seenOf = ({ booking }: OpenAppointment, hold: DraftHold) =>
  fingerprint(booking.reference, booking.start, hold.siteId, hold.start);

type Change = Awaited<ReturnType<typeof readChange>>;

const move = (visit: Visit, { booking, bearer }: OpenAppointment, hold: DraftHold) =>
  visit.call(moveBooking, {
    params: { reference: booking.reference },
    body: { holdId: hold.holdId, token: hold.token },
    // One hold moves an appointment once, however often the button is pressed.
    idempotencyKey: fingerprint('move', hold.holdId),
    bearer,
  });

async function action({ context: visit, request }: PageArgs) {
  const form = await Form.of(request);
  const [opened, change] = await Promise.all([openAppointment(visit), readChange(visit)]);
  const { hold } = change.draft;
  if (!hold) return seeOther('/appointment/times');
  if (isThere(opened, hold)) return seeOther('/appointment/moved');
  if (form.text('seen') !== seenOf(opened, hold)) return seeOther('/appointment/check-move');
  try {
    await moveOrHoldAgain(visit, opened, change, hold);
  } catch (error) {
    if (isProblem(error, 'wrong_state')) return seeOther('/appointment?changed');
    const wayOn = wayOnFromMove(error, hold);
    if (!wayOn) throw error;
    await giveBack(visit);
    return seeOther(wayOn);
  }
  return seeOther('/appointment/moved');
}

/** Moves to the held time, taking it again first where the hold lapsed. */
async function moveOrHoldAgain(visit: Visit, opened: OpenAppointment, change: Change, hold: DraftHold): Promise<void> {
  try {
    await move(visit, opened, hold);
  } catch (error) {
    if (!isProblem(error, 'hold_expired', 'not_found')) throw error;
    const again = await holdAgain(visit, change, hold, 'change', opened.bearer);
    await move(visit, opened, again.hold ?? hold);
  }
}

/** A new time that cannot be had goes back on sale at once. */
async function giveBack(visit: Visit): Promise<void> {
  const { id, draft } = await readChange(visit);
  if (!draft.hold) return;
  await letGo(visit, draft.hold);
  await saveDraft(visit, id, { hold: null }, 'change');
}

function Component() {
  const { texts, when } = useSite();
  const { booking, hold, state, site, moreTime, seen } = useLoaderData<typeof loader>();
  const words = texts.checkMove;
  const place = (start: string, name: string) => (
    <>
      {when.full(start)}
      <br />
      {name}
    </>
  );
  return (
    <Page title={words.title} back="/appointment/times">
      <h1>{words.title}</h1>
      <SummaryList
        rows={[
          { key: texts.check.rows.appointment, value: booking.service.name },
          { key: words.now, value: place(booking.start, booking.site.name) },
          {
            key: words.next,
            value: (
              <>
                <strong>{place(hold.start, site.name)}</strong>
                <Special options={hold.options} />
              </>
            ),
            change: { href: '/appointment/times', words: texts.frame.change, about: texts.hold.changeAbout },
          },
          ...(moreTime ? [{ key: texts.check.rows.help, value: texts.help.choices.more_time }] : []),
        ]}
      />
      <p>{state === 'kept' ? words.heldUntil(when.time(hold.expiresAt)) : words[state]}</p>
      <InsetText>
        <p>{words.notMoved}</p>
      </InsetText>
      <PostForm submit={words.confirm} hidden={{ seen }} />
      <p>
        <a href="/appointment">{texts.moveTimes.keepMine}</a>
      </p>
    </Page>
  );
}

export const checkMovePage = { loader, action, Component };
