import { useApiQuery } from '@fairslot/client/react';
import { type HOME_VISIT_LISTS, listHomeVisits, type HomeVisit } from '@fairslot/contract';
import { StaffTable } from '@fairslot/ui';
import { useState } from 'react';
import { Loaded } from '../../ui/loaded';
import { ShowMore } from '../../ui/show-more';
import { texts } from '../../ui/texts';
import { VisitRow, type Press } from './visit-row';

const words = texts.homeVisits;
const columns = Object.values(words.columns);
const EVERY_MS = 30_000;

interface Props {
  list: (typeof HOME_VISIT_LISTS)[number];
  /** What is said where nobody is on the list. */
  none: string;
  busy: boolean;
  /** False where it could not be done. */
  run: (visit: HomeVisit, press: Press) => Promise<boolean>;
}

/** The people of a list, a hundred at a time; each page is read anew by itself. */
export function VisitList({ list, none, busy, run }: Props) {
  const [cursors, setCursors] = useState<(string | undefined)[]>([undefined]);
  const last = useApiQuery(listHomeVisits, { query: { list, cursor: cursors.at(-1) } }, { refetchInterval: EVERY_MS });
  return (
    <>
      {!(cursors.length === 1 && (last.data?.items.length ?? 0) === 0) && (
        <StaffTable caption={words.caption[list]} columns={columns}>
          {cursors.map((cursor) => (
            <Page key={cursor ?? ''} list={list} cursor={cursor} busy={busy} run={run} />
          ))}
        </StaffTable>
      )}
      <Loaded query={last}>
        {({ items, total = items.length }) => {
          if (cursors.length === 1 && items.length === 0) return <p className="staff-empty">{none}</p>;
          const more = total - items.length - Number(cursors.at(-1) ?? 0);
          return more > 0 && <p>{words.more(more)}</p>;
        }}
      </Loaded>
      <ShowMore pages={cursors.length} query={last} onMore={(next) => setCursors([...cursors, next])}>
        {words.next}
      </ShowMore>
    </>
  );
}

function Page({ list, cursor, busy, run }: Omit<Props, 'none'> & { cursor: string | undefined }) {
  const { data } = useApiQuery(listHomeVisits, { query: { list, cursor } }, { refetchInterval: EVERY_MS });
  return data?.items.map((visit) => (
    <VisitRow key={visit.id} visit={visit} busy={busy} onPress={(what) => run(visit, what)} />
  ));
}
