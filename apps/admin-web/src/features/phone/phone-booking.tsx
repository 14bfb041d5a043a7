import { useApiQuery } from '@fairslot/client/react';
import { getBooking, listServices } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { useDraft } from '../../ui/drafts';
import { useFaults } from '../../ui/faults';
import { dateAt, formatLongDate, formatTime } from '../../ui/formats';
import { fullName } from '../../ui/person';
import { texts } from '../../ui/texts';
import { Booked } from './booked';
import { emptyCaller, family, nobody, type Caller } from './caller';
import { ContactPanel } from './contact-panel';
import { PersonPanel } from './person-panel';
import { TimesPanel, type Wish } from './times-panel';
import { useFinish } from './use-finish';
import { useHeldTime } from './use-held-time';

const words = texts.phone;

interface Props {
  siteIds: readonly { id: string; name: string }[];
  homeSiteId: string;
  /** Reference of a booking to move. */
  moving: string | undefined;
}

/** One screen for a caller: who, when and how to reach them, in any order. A time is held from the moment it is picked. */
export function PhoneBooking({ siteIds, homeSiteId, moving }: Props) {
  const [caller, setCaller, forget] = useDraft<Caller>('phone party', emptyCaller);
  const [wish, setWish] = useState<Wish>({ serviceId: undefined, siteId: homeSiteId, near: '', from: '' });
  const faults = useFaults();
  const { data: services } = useApiQuery(listServices, {}, { staleTime: 60_000 });
  const { data: old } = useApiQuery(
    getBooking,
    { params: { reference: moving ?? '' } },
    { enabled: moving !== undefined, staleTime: Infinity, refetchOnWindowFocus: false },
  );
  const asked: Caller = old ? { ...emptyCaller, people: [{ ...nobody, born: old.dateOfBirth ?? '' }] } : caller;
  const serviceId = old?.service.id ?? wish.serviceId ?? services?.items[0]?.id;
  const service = services?.items.find(({ id }) => id === serviceId);
  const held = useHeldTime(asked, service, faults);
  const finish = useFinish({ caller: asked, moving, held, faults, onBooked: forget });
  const change = (some: Partial<Caller>) => setCaller({ ...caller, ...some });
  const goOn = (next: Caller) => {
    setCaller(next);
    held.forget();
    finish.again();
  };

  if (finish.made)
    return (
      <Booked
        bookings={finish.made}
        names={caller.people.map(({ firstName, lastName }) => `${firstName} ${lastName}`)}
        isReachable={Boolean(caller.mobile || caller.email)}
        onFamily={() => goOn(family(caller))}
        onAnother={() => goOn(emptyCaller)}
      />
    );
  if (finish.moved) {
    const { start, site } = finish.moved;
    return (
      <div aria-live="polite" className="staff-card staff-card--done">
        <h2>{words.moved(fullName(finish.moved))}</h2>
        <p>
          {formatLongDate(dateAt(start))}, {formatTime(start)}, {site.name}
        </p>
      </div>
    );
  }

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
        {!moving && <PersonPanel caller={caller} service={service} change={change} of={faults.of} />}
        <TimesPanel
          siteIds={siteIds}
          services={services?.items ?? []}
          service={service}
          isFixed={moving !== undefined}
          wish={wish}
          onWish={(some) => setWish({ ...wish, ...some })}
          caller={asked}
          chosen={held.time?.chosen}
          onPick={(chosen) => void held.pick(chosen)}
        />
        {!moving && <ContactPanel caller={caller} change={change} of={faults.of} />}
      </div>
      <div className="staff-finish">
        <div aria-live="polite">
          {held.time && (
            <p>
              {words.held(
                `${formatLongDate(dateAt(held.time.chosen.start))}, ${formatTime(held.time.chosen.start)}`,
                held.time.chosen.siteName,
                formatTime(held.time.hold.expiresAt),
              )}{' '}
              <StaffButton kind="plain" onPress={() => void held.keep()}>
                {words.keep}
              </StaffButton>
            </p>
          )}
          {held.hasChanged && <p>{words.partyChanged}</p>}
        </div>
        <div className="staff-acts">
          <StaffButton kind="forward" busy={finish.isBusy} onPress={() => void finish.run(false)}>
            {moving ? words.move : words.book}
          </StaffButton>
          {!moving && held.time && (
            <StaffButton busy={finish.isBusy} onPress={() => void finish.run(true)}>
              {words.finishWithout}
            </StaffButton>
          )}
        </div>
      </div>
    </>
  );
}
