import { isProblem } from '@fairslot/client';
import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { changeHomeVisit, countHomeVisits, HOME_VISIT_LISTS, listHomeVisits, type HomeVisit } from '@fairslot/contract';
import { StaffStatus } from '@fairslot/ui';
import { useCallback, useState, type ComponentProps } from 'react';
import { Link, useSearchParams } from 'react-router';
import { fullName } from '../../ui/person';
import { errorTexts, texts } from '../../ui/texts';
import { VisitList } from './visit-list';
import type { Press } from './visit-row';

const words = texts.homeVisits;
const STANDS_MS = 10_000;

interface Said {
  said: NonNullable<ComponentProps<typeof StaffStatus>['said']>;
  back?: { visit: HomeVisit; press: Press };
}

/** Who cannot leave home, by how far it has come; each press can be taken back. */
export function HomeVisits() {
  const [search] = useSearchParams();
  const list = HOME_VISIT_LISTS.find((one) => one === search.get('list')) ?? 'open';
  const { data: mine } = useApiQuery(countHomeVisits, {}, { refetchInterval: 60_000 });
  const change = useApiMutation(changeHomeVisit, [listHomeVisits, countHomeVisits]);
  const [last, say] = useState<Said>();
  const silence = useCallback(() => say(undefined), []);

  const run = (visit: HomeVisit, press: Press, isUndo = false) => {
    const { state: before, steps, version } = visit;
    const id = (last?.said.id ?? 0) + 1;
    const name = fullName(visit);
    return change.mutateAsync({ params: { visitId: visit.id }, body: { ...press, version } }).then(
      (now) => {
        const what = press.reason ? words.reasons[press.reason] : words.states[press.state];
        const message = isUndo ? words.undone(name) : words.done(name, what);
        const reason = before === 'closed' ? steps[0]?.reason : undefined;
        const back = { visit: now, press: { state: before, ...(reason && { reason }) } };
        say({ said: { id, message, kind: 'done' }, ...(!isUndo && { back }) });
        return true;
      },
      (error: unknown) => {
        const message = isProblem(error) ? errorTexts[error.code] : errorTexts.internal;
        say({ said: { id, message, kind: 'fault' } });
        return false;
      },
    );
  };

  const back = last?.back;
  return (
    <>
      <nav className="staff-tools" aria-label={words.lists}>
        <ul className="staff-filters">
          {HOME_VISIT_LISTS.map((one) => (
            <li key={one}>
              <Link
                to={{ search: one === 'open' ? '' : `?list=${one}` }}
                aria-current={one === list ? 'true' : undefined}
              >
                {words.list[one]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <VisitList
        key={list}
        list={list}
        none={mine?.isMine === false ? words.notMine : words.none[list]}
        busy={change.isPending}
        run={run}
      />
      <StaffStatus
        said={last?.said ?? null}
        {...(back && { undo: { words: words.undo, onPress: () => void run(back.visit, back.press, true) } })}
        forMs={STANDS_MS}
        onEnd={silence}
      />
    </>
  );
}
