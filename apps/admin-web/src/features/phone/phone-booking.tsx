import { isProblem } from '@fairslot/client';
import { useApiQuery, useClient } from '@fairslot/client/react';
import {
  bookForCaller,
  getBooking,
  holdForCaller,
  moveForCaller,
  type DayRow,
  type Hold,
  type ResponseOf,
} from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useRef, useState } from 'react';
import { useDraft } from '../../ui/drafts';
import { dateTyped } from '../../ui/date-typed';
import { faultsOf, useFaults } from '../../ui/faults';
import { dateAt, formatLongDate, formatTime } from '../../ui/formats';
import { newKey } from '../../ui/ids';
import { fullName } from '../../ui/person';
import { texts } from '../../ui/texts';
import { Booked } from './booked';
import { ContactPanel } from './contact-panel';
import { PersonPanel } from './person-panel';
import { TimesPanel, type ChosenTime } from './times-panel';

const words = texts.phone;

export interface Caller {
  firstName: string;
  lastName: string;
  born: string;
  nhsNumber: string;
  mobile: string;
  email: string;
  landline: string;
  code: string;
  yes: string[];
}

export const emptyCaller: Caller = {
  firstName: '',
  lastName: '',
  born: '',
  nhsNumber: '',
  mobile: '',
  email: '',
  landline: '',
  code: '',
  yes: [],
};

interface Props {
  siteIds: readonly { id: string; name: string }[];
  homeSiteId: string;
  /** Reference of a booking to move. */
  moving: string | undefined;
}

type Made = ResponseOf<typeof bookForCaller>['bookings'][number];

/** One screen for a caller: who, when and how to reach them, in any order. A time is held from the moment it is picked. */
export function PhoneBooking({ siteIds, homeSiteId, moving }: Props) {
  const client = useClient();
  const [caller, setCaller, forget] = useDraft<Caller>('phone caller', emptyCaller);
  const [time, setTime] = useState<{ chosen: ChosenTime; hold: Hold }>();
  const [made, setMade] = useState<Made[]>([]);
  const [moved, setMoved] = useState<DayRow>();
  const [isBusy, setBusy] = useState(false);
  const faults = useFaults();
  const key = useRef(newKey());
  const { data: old } = useApiQuery(
    getBooking,
    { params: { reference: moving ?? '' } },
    { enabled: moving !== undefined, staleTime: Infinity, refetchOnWindowFocus: false },
  );
  const change = (some: Partial<Caller>) => setCaller({ ...caller, ...some });
  const born = dateTyped(caller.born) ?? (old?.dateOfBirth || null);
  const answersFor = (questions: ChosenTime['questions']) =>
    Object.fromEntries(questions.map(({ id, kind }) => [id, kind === 'code' ? caller.code : caller.yes.includes(id)]));

  async function pick(chosen: ChosenTime) {
    if (isBusy) return;
    setBusy(true);
    try {
      const body = {
        siteId: chosen.siteId,
        start: chosen.start,
        lengthMinutes: chosen.lengthMinutes,
        attendees: [{ serviceId: chosen.serviceId, ...(born && { dateOfBirth: born }), ...answered(chosen) }],
      };
      const hold = await client.call(holdForCaller, { body, idempotencyKey: newKey() });
      setTime({ chosen, hold });
      faults.report([]);
    } catch (error) {
      faults.report(faultsOf(error, 'times'));
    } finally {
      setBusy(false);
    }
  }
  const answered = (chosen: ChosenTime) =>
    chosen.questions.length > 0 ? { answers: answersFor(chosen.questions) } : {};

  async function finish(withoutCaller: boolean) {
    const missing = [
      ...(time ? [] : [{ field: 'times', words: words.timeMissing }]),
      ...((moving ?? (caller.firstName.trim() && caller.lastName.trim()))
        ? []
        : [{ field: 'firstName', words: words.nameMissing }]),
      ...((moving ?? born) ? [] : [{ field: 'born', words: texts.walkIn.bornWrong }]),
    ];
    if (missing.length > 0 || !time || isBusy) return faults.report(missing);
    setBusy(true);
    const { holdId, token } = time.hold;
    try {
      if (moving) {
        const row = await client.call(moveForCaller, {
          params: { reference: moving },
          body: { holdId, token },
          idempotencyKey: key.current,
        });
        setMoved(row);
      } else {
        const { firstName, lastName, nhsNumber, mobile, email, landline } = caller;
        const person = {
          firstName,
          lastName,
          dateOfBirth: born ?? '',
          ...(nhsNumber.trim() && { nhsNumber }),
          ...answered(time.chosen),
        };
        const contact = {
          ...(mobile.trim() && { mobile }),
          ...(email.trim() && { email }),
          ...(landline.trim() && { landline }),
        };
        const { bookings } = await client.call(bookForCaller, {
          body: {
            holdId,
            token,
            people: [person],
            contact: Object.keys(contact).length > 0 ? contact : { none: true },
            withoutCaller,
            source: 'phone',
          },
          idempotencyKey: key.current,
        });
        setMade(bookings);
        forget();
      }
      key.current = newKey();
      faults.report([]);
    } catch (error) {
      if (isProblem(error, 'hold_expired')) setTime(undefined);
      key.current = newKey();
      faults.report(faultsOf(error, 'times', { people: 'firstName', contact: 'mobile' }));
    } finally {
      setBusy(false);
    }
  }

  if (made.length > 0)
    return (
      <Booked
        bookings={made}
        name={`${caller.firstName} ${caller.lastName}`}
        isReachable={Boolean(caller.mobile || caller.email)}
        onFamily={() => {
          setCaller({
            ...emptyCaller,
            lastName: caller.lastName,
            mobile: caller.mobile,
            email: caller.email,
            landline: caller.landline,
          });
          setTime(undefined);
          setMade([]);
        }}
        onAnother={() => {
          setCaller(emptyCaller);
          setTime(undefined);
          setMade([]);
        }}
      />
    );
  if (moved)
    return (
      <div aria-live="polite" className="staff-card staff-card--done">
        <h2>{words.moved(fullName(moved))}</h2>
        <p>
          {formatLongDate(dateAt(moved.start))}, {formatTime(moved.start)}, {moved.site.name}
        </p>
      </div>
    );

  return (
    <>
      {faults.summary}
      {old && (
        <p className="staff-notice">
          {words.moving(
            fullName(old),
            old.service.name,
            `${formatLongDate(dateAt(old.start))}, ${formatTime(old.start)}`,
          )}
        </p>
      )}
      <div className="staff-panels">
        {!moving && <PersonPanel caller={caller} change={change} of={faults.of} />}
        <TimesPanel
          siteIds={siteIds}
          homeSiteId={homeSiteId}
          fixedService={old?.service.id}
          caller={caller}
          change={change}
          chosen={time?.chosen}
          held={time?.hold}
          onPick={(chosen) => void pick(chosen)}
        />
        {!moving && <ContactPanel caller={caller} change={change} of={faults.of} />}
      </div>
      <div className="staff-finish">
        {time && (
          <p aria-live="polite">
            {words.held(
              `${formatLongDate(dateAt(time.chosen.start))}, ${formatTime(time.chosen.start)}`,
              time.chosen.siteName,
              formatTime(time.hold.expiresAt),
            )}
          </p>
        )}
        <div className="staff-acts">
          <StaffButton kind="forward" busy={isBusy} onPress={() => void finish(false)}>
            {moving ? words.move : words.book}
          </StaffButton>
          {!moving && time && (
            <StaffButton busy={isBusy} onPress={() => void finish(true)}>
              {words.finishWithout}
            </StaffButton>
          )}
        </div>
      </div>
    </>
  );
}
