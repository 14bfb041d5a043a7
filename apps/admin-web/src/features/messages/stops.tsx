import { isProblem } from '@fairslot/client';
import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import {
  endKillSwitch,
  listCampaigns,
  listKillSwitches,
  watchMessages,
  type KillSwitch,
  type StaffMe,
} from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { Loaded } from '../../ui/loaded';
import { messageTexts } from '../../ui/message-texts';
import { errorTexts } from '../../ui/texts';
import { describeStop, type Names } from './describe-stop';
import { StopForm } from './stop-form';
import type { May } from './ledger';
import { when } from './when';

const words = messageTexts.stops;

interface Props {
  sites: StaffMe['sites'];
  may: May;
}

/** What holds messages back: set with a reason after a second look, and ended likewise. */
export function Stops({ sites, may }: Props) {
  const query = useApiQuery(listKillSwitches, {}, { refetchInterval: 15_000 });
  const campaigns = useApiQuery(listCampaigns, {}, { enabled: may('campaigns:read') }).data?.items ?? [];
  const [said, say] = useState('');
  const names: Names = { sites, campaigns };
  const own = sites.filter(({ id }) => may('messages:write', id));
  const isRegion = may('messages:write');
  return (
    <>
      <output className="coord-said">{said}</output>
      <Loaded query={query}>
        {({ items }) => (
          <div className="coord-two">
            <div>
              <StopList
                heading={words.inForce}
                items={items.filter(({ endedAt }) => !endedAt)}
                none={words.none}
                names={names}
                say={say}
              />
              <StopList heading={words.past} items={items.filter(({ endedAt }) => endedAt)} names={names} say={say} />
            </div>
            {isRegion || own.length > 0 ? (
              <StopForm sites={own} campaigns={campaigns} isRegion={isRegion} say={say} />
            ) : (
              <p>{words.mayNot}</p>
            )}
          </div>
        )}
      </Loaded>
    </>
  );
}

interface ListProps {
  heading: string;
  items: readonly KillSwitch[];
  /** Said where there are none; without it nothing is shown then. */
  none?: string;
  names: Names;
  say: (words: string) => void;
}

function StopList({ heading, items, none, names, say }: ListProps) {
  if (items.length === 0 && !none) return null;
  return (
    <section aria-label={heading}>
      <h2 className="nhsuk-heading-s">{heading}</h2>
      {items.length === 0 && <p>{none}</p>}
      <ul className="staff-plain-list">
        {items.map((stop) => (
          <OneStop key={stop.id} stop={stop} what={describeStop(stop, names)} say={say} />
        ))}
      </ul>
    </section>
  );
}

function OneStop({ stop, what, say }: { stop: KillSwitch; what: string; say: (words: string) => void }) {
  const { id, reason, setBy, setAt, endedBy, endedAt, mayEnd } = stop;
  const { mutateAsync, isPending } = useApiMutation(endKillSwitch, [listKillSwitches, watchMessages]);
  const [isSure, setSure] = useState(false);
  async function end() {
    try {
      await mutateAsync({ params: { killSwitchId: id } });
      say(words.ended(what));
    } catch (error) {
      if (!isProblem(error)) throw error;
      say(errorTexts[error.code]);
    }
    setSure(false);
  }
  return (
    <li className={`staff-notice${endedAt ? '' : ' staff-notice--warning'}`}>
      <p>
        <strong className="staff-sentence">{what}</strong>
      </p>
      <p>{reason}</p>
      <p className="staff-none">
        {words.set(when(setAt), setBy)}
        {endedAt && `. ${words.endedBy(when(endedAt), endedBy ?? '')}`}
      </p>
      {mayEnd && !isSure && (
        <StaffButton aria-label={words.endOf(what)} onPress={() => setSure(true)}>
          {words.end}
        </StaffButton>
      )}
      {isSure && (
        <>
          <p>{words.endSure(what)}</p>
          <div className="staff-acts">
            <StaffButton kind="forward" busy={isPending} onPress={() => void end()}>
              {words.endYes}
            </StaffButton>
            <StaffButton kind="plain" onPress={() => setSure(false)}>
              {messageTexts.cancel}
            </StaffButton>
          </div>
        </>
      )}
    </li>
  );
}
