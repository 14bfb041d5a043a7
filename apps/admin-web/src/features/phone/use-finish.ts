import { isProblem } from '@fairslot/client';
import { useClient } from '@fairslot/client/react';
import { bookForCaller, moveForCaller, type DayRow, type ResponseOf } from '@fairslot/contract';
import type { FieldFault } from '@fairslot/ui';
import { useRef, useState } from 'react';
import { dateTyped } from '../../ui/date-typed';
import { faultsOf, type Faults } from '../../ui/faults';
import { newKey } from '../../ui/ids';
import { texts } from '../../ui/texts';
import { contactOf, fieldOf, personOf, type Caller } from './caller';
import type { Holding } from './use-held-time';

const words = texts.phone;
type Made = ResponseOf<typeof bookForCaller>['bookings'];

interface Call {
  caller: Caller;
  moving: string | undefined;
  held: Holding;
  faults: Faults;
  onBooked: () => void;
}

/** The last press: everybody is booked, or moved, or nobody is. */
export function useFinish({ caller, moving, held, faults, onBooked }: Call) {
  const client = useClient();
  const [made, setMade] = useState<Made>();
  const [moved, setMoved] = useState<DayRow>();
  const [isBusy, setBusy] = useState(false);
  const key = useRef(newKey());

  async function run(withoutCaller: boolean) {
    const missing = missingOf(caller, moving !== undefined, held.time !== undefined);
    if (missing.length > 0 || !held.time || isBusy) return faults.report(missing);
    setBusy(true);
    const { chosen, hold } = held.time;
    const { holdId, token } = hold;
    try {
      if (moving) {
        const params = { reference: moving };
        setMoved(await client.call(moveForCaller, { params, body: { holdId, token }, idempotencyKey: key.current }));
      } else {
        const { people } = caller;
        const needsMore = people.some(({ moreTime }) => moreTime);
        const body = {
          holdId,
          token,
          people: people.map((person) => personOf(person, chosen.questions)),
          contact: contactOf(caller),
          help: [...caller.help, ...(needsMore ? ['more_time'] : [])],
          withoutCaller,
          source: 'phone' as const,
        };
        setMade((await client.call(bookForCaller, { body, idempotencyKey: key.current })).bookings);
        onBooked();
      }
      faults.report([]);
    } catch (error) {
      if (isProblem(error, 'hold_expired')) held.forget();
      faults.report(faultsOf(error, 'times', fieldsOf(caller)));
    } finally {
      key.current = newKey();
      setBusy(false);
    }
  }

  return { run, made, moved, isBusy, again: () => setMade(undefined) };
}

function missingOf({ people }: Caller, isMove: boolean, hasTime: boolean): FieldFault[] {
  const faults: FieldFault[] = hasTime ? [] : [{ field: 'times', words: words.timeMissing }];
  if (isMove) return faults;
  people.forEach(({ firstName, lastName, born }, index) => {
    if (!firstName.trim() || !lastName.trim())
      faults.push({ field: fieldOf('firstName', index), words: words.nameMissing });
    if (!dateTyped(born)) faults.push({ field: fieldOf('born', index), words: texts.walkIn.bornWrong });
  });
  return faults;
}

/** Where a fault that the API tells by path stands on the page. */
function fieldsOf({ people }: Caller): Record<string, string> {
  const names = { firstName: 'firstName', lastName: 'lastName', dateOfBirth: 'born', nhsNumber: 'nhsNumber' } as const;
  const paths = people.flatMap((_, index) =>
    Object.entries(names).map(([path, name]) => [`people.${index}.${path}`, fieldOf(name, index)] as const),
  );
  return { ...Object.fromEntries(paths), people: 'firstName', contact: 'mobile', 'contact.email': 'email' };
}
