import type { CohortCount, CohortRules } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { ofHundred } from '../../ui/figures';
import { formatTime } from '../../ui/formats';
import { FiguresTable } from '../../ui/figures-table';
import { languageName } from '../../ui/language-name';
import { errorTexts } from '../../ui/texts';
import { sentenceOf, type Known } from './rule-words';
import { useCount } from './use-count';

const words = coordinatorTexts.cohorts.count;
const cohortWords = coordinatorTexts.cohorts;

interface Props {
  rules: CohortRules;
  /** As last saved, to say what changed since. */
  saved: CohortRules | undefined;
  known: Known;
}

/** How many people the rules leave, one rule after the other, while they are being changed. */
export function LiveCount({ rules, saved, known }: Props) {
  const { count, counted, isStale, error } = useCount(rules);
  const before = useCount(saved ?? rules).count?.total;
  return (
    <section className="coord-count" aria-labelledby="count" aria-busy={isStale}>
      <h2 className="nhsuk-heading-s" id="count">
        {words.heading}
      </h2>
      <output className="coord-count__total">{isStale ? words.counting : count ? words.total(count.total) : ''}</output>
      {error && <p className="staff-notice staff-notice--warning">{errorTexts[error.code]}</p>}
      {isStale && count && <p className="staff-none">{words.stale(formatTime(count.at))}</p>}
      {!isStale && count && <p className="staff-none">{words.countedAt(formatTime(count.at))}</p>}
      {!isStale && saved && count && before !== undefined && (
        <p className="staff-none">{count.total === before ? words.asSaved : words.sinceSaved(count.total - before)}</p>
      )}
      {count && (
        <div className={isStale ? 'coord-count__old' : ''}>
          <Waterfall count={count} counted={counted} known={known} />
          <Splits count={count} />
        </div>
      )}
    </section>
  );
}

function Waterfall({ count, counted, known }: { count: CohortCount; counted: CohortRules; known: Known }) {
  return (
    <ol className="coord-waterfall">
      <li>
        <span>{words.region(count.region)}</span>
      </li>
      {count.steps.flatMap(({ part, index, taken, left }) => {
        // While the new rules are counted, the old steps may have no rule any more.
        const rule = counted[part][index];
        return rule
          ? [
              <li key={`${part} ${index}`}>
                <span>{words.step[part](sentenceOf(rule, known))}</span>
                <span className="coord-waterfall__figures">
                  {words.takenAway(taken)}, <strong>{words.left(left)}</strong>
                </span>
              </li>,
            ]
          : [];
      })}
    </ol>
  );
}

function Splits({ count }: { count: CohortCount }) {
  const { contact, total } = count;
  const fifth = (key: string) => cohortWords.fifth[Number(key) - 1] ?? coordinatorTexts.notStated;
  const split = (caption: string, rows: readonly [string, number][]) => (
    <FiguresTable
      caption={caption}
      columns={[words.group, words.people, words.share]}
      rows={rows.map(([name, people]) => [name, people, ofHundred(people, total)])}
    />
  );
  return (
    <div className="coord-splits">
      {split(
        words.contact,
        (['mobile', 'email', 'letter', 'none'] as const).map((way) => [cohortWords.contact[way], contact[way]]),
      )}
      {split(
        words.byDeprivation,
        count.byDeprivation.map(({ key, people }) => [fifth(key), people]),
      )}
      {split(
        words.byPlace,
        count.byPlace.map(({ name, people }) => [name, people]),
      )}
      {split(
        words.byAge,
        count.byAge.map(({ name, people }) => [name, people]),
      )}
      {split(
        words.byLanguage,
        [...count.byLanguage].sort((a, b) => b.people - a.people).map(({ key, people }) => [languageName(key), people]),
      )}
    </div>
  );
}
