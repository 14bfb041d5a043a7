import { isProblem } from '@fairslot/client';
import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import {
  decideDuplicate,
  listDuplicates,
  undoDuplicate,
  type DuplicateDecision,
  type ResponseOf,
} from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { dateAt, formatShortDate, formatTime } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { PageHeading } from '../../ui/page-heading';
import { errorTexts } from '../../ui/texts';
import { ComparePair, nameOf } from './compare-pair';

const { duplicates: words } = coordinatorTexts;
type Pair = ResponseOf<typeof listDuplicates>['items'][number];

/** Whom an import brought and who may be on the lists already, two by two: the same person, or both kept. */
export function Duplicates({ importId }: { importId: string }) {
  const query = useApiQuery(listDuplicates, { params: { importId } });
  const decide = useApiMutation(decideDuplicate, [listDuplicates]);
  const undo = useApiMutation(undoDuplicate, [listDuplicates]);
  const [said, say] = useState('');

  async function run(work: () => Promise<unknown>, done: string) {
    try {
      await work();
      say(done);
    } catch (error) {
      if (!isProblem(error)) throw error;
      say(errorTexts[error.code]);
    }
  }
  const choose = ({ one, other }: Pair, areSame: boolean) =>
    void run(
      () => decide.mutateAsync({ body: { oneId: one.id, otherId: other.id, areSame } }),
      (areSame ? words.joined : words.kept)(nameOf(one), nameOf(other)),
    );
  const takeBack = ({ id, names }: DuplicateDecision) =>
    void run(() => undo.mutateAsync({ params: { decisionId: id } }), words.undone(names));

  return (
    <Loaded query={query}>
      {({ name, items, total, decided }) => (
        <>
          <PageHeading back={{ to: '/people', words: words.back }} under={name}>
            {words.heading}
          </PageHeading>
          <p>{words.lead}</p>
          <output className="coord-said">{said}</output>
          <p>{total > items.length ? words.first(items.length, total) : words.total(total)}</p>
          {items.map((pair) => (
            <section
              key={`${pair.one.id} ${pair.other.id}`}
              className="coord-pair"
              aria-labelledby={`pair-${pair.one.id}-${pair.other.id}`}
            >
              <h2 className="nhsuk-heading-s" id={`pair-${pair.one.id}-${pair.other.id}`}>
                {words.pair(nameOf(pair.one), nameOf(pair.other))}
              </h2>
              <ComparePair one={pair.one} other={pair.other} />
              <div className="staff-acts">
                <StaffButton
                  kind="forward"
                  busy={decide.isPending}
                  aria-label={words.sameOf(nameOf(pair.one), nameOf(pair.other))}
                  onPress={() => choose(pair, true)}
                >
                  {words.same}
                </StaffButton>
                <StaffButton
                  busy={decide.isPending}
                  aria-label={words.bothOf(nameOf(pair.one), nameOf(pair.other))}
                  onPress={() => choose(pair, false)}
                >
                  {words.both}
                </StaffButton>
              </div>
            </section>
          ))}
          {decided.length > 0 && (
            <>
              <h2 className="nhsuk-heading-m coord-gap">{words.decided}</h2>
              <ul className="staff-plain-list coord-decided">
                {decided.map((one) => (
                  <li key={one.id}>
                    <span>
                      {words.said(one.names, one.areSame)}{' '}
                      {words.by(one.by, `${formatShortDate(dateAt(one.at))}, ${formatTime(one.at)}`)}
                    </span>{' '}
                    <StaffButton
                      kind="plain"
                      busy={undo.isPending}
                      aria-label={words.undoOf(one.names)}
                      onPress={() => takeBack(one)}
                    >
                      {words.undo}
                    </StaffButton>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </Loaded>
  );
}
