import { useClient } from '@fairslot/client/react';
import { holdForCaller, releaseHold, renewForCaller, type Hold, type Service } from '@fairslot/contract';
import { useRef, useState } from 'react';
import { faultsOf, type Faults } from '../../ui/faults';
import { newKey } from '../../ui/ids';
import { attendeeOf, partyOf, type Caller } from './caller';
import type { ChosenTime } from './times-panel';

export interface HeldTime {
  chosen: ChosenTime;
  hold: Hold;
  party: string;
}

export interface Holding {
  time: HeldTime | undefined;
  /** A time was held for other people than there are now. */
  hasChanged: boolean;
  pick: (chosen: ChosenTime) => Promise<void>;
  keep: () => Promise<void>;
  /** It is booked, or lost. */
  forget: () => void;
}

/** The time that is kept for a caller while they talk: one at a time, for exactly those who come. */
export function useHeldTime(caller: Caller, service: Service | undefined, faults: Faults): Holding {
  const client = useClient();
  const [kept, setTime] = useState<HeldTime>();
  const isBusy = useRef(false);
  const party = partyOf(caller);
  // With others to come, what is kept is not for them; it goes back when another time is picked, or by itself.
  const time = kept?.party === party ? kept : undefined;

  // Somebody else may have it at once; where that fails it goes back by itself.
  const release = ({ hold: { holdId, token } }: HeldTime) =>
    void client.call(releaseHold, { params: { holdId }, body: { token } }).catch(() => undefined);

  async function pick(chosen: ChosenTime) {
    if (isBusy.current || !service) return;
    isBusy.current = true;
    try {
      const { siteId, start, lengthMinutes, options = [] } = chosen;
      const { people, together } = caller;
      const attendees = people.map((person) => attendeeOf(person, service));
      const body = { siteId, start, lengthMinutes, options, attendees, ...(people.length > 1 && { together }) };
      const hold = await client.call(holdForCaller, { body, idempotencyKey: newKey() });
      if (kept) release(kept);
      setTime({ chosen, hold, party });
      faults.report([]);
    } catch (error) {
      faults.report(faultsOf(error, 'times'));
    } finally {
      isBusy.current = false;
    }
  }

  async function keep() {
    if (!time) return;
    const { holdId, token } = time.hold;
    try {
      const { expiresAt } = await client.call(renewForCaller, { params: { holdId }, body: { token } });
      setTime({ ...time, hold: { ...time.hold, expiresAt } });
    } catch (error) {
      setTime(undefined);
      faults.report(faultsOf(error, 'times'));
    }
  }

  return { time, hasChanged: kept !== undefined && !time, pick, keep, forget: () => setTime(undefined) };
}
