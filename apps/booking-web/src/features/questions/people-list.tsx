import type { Companion, Service } from '@fairslot/contract';
import { lastDoseWords, saidLastDose } from '../../ui/doses';
import type { Verdict } from '../../ui/judge-people';
import { pathOf } from '../../ui/journey-order';
import { useSite } from '../../ui/site-context';

/** The questions of one of the others; place 1 is the second person. */
export const questionsOf = (place: number): string => `${pathOf('about-you')}?person=${place}`;

/** The page that asks for the last dose of one of several people; place 0 is the first person. */
export const lastDoseOfPerson = (place: number): string =>
  place === 0 ? pathOf('last-dose') : `${pathOf('last-dose')}?person=${place}`;

interface PeopleListProps {
  me: Pick<Companion, 'dateOfBirth' | 'answers' | 'verdict'>;
  others: readonly Companion[];
  services: readonly Service[];
  mainServiceId: string;
}

/** Everybody so far, and of whoever cannot come, why. The others go on. */
export function PeopleList({ me, others, services, mainServiceId }: PeopleListProps) {
  const { texts, when } = useSite();
  const words = texts.people;
  const nameOf = (id: string | undefined) => services.find((service) => service.id === (id ?? mainServiceId))?.name;
  return (
    <form method="post" noValidate>
      <ul className="fs-places">
        <li className="fs-place">
          <h2>{words.you}</h2>
          <p>
            {words.born(when.plainDate(me.dateOfBirth))}. {nameOf(mainServiceId)}.
          </p>
          <LastDose of={me} place={0} />
          <Standing verdict={me.verdict} questions={pathOf('about-you')} />
        </li>
        {others.map(({ firstName, dateOfBirth, serviceId, answers, verdict }, i) => (
          <li className="fs-place" key={`${firstName}-${dateOfBirth}-${i}`}>
            <h2>{firstName}</h2>
            <p>
              {words.born(when.plainDate(dateOfBirth))}. {nameOf(serviceId)}.
            </p>
            <LastDose of={{ answers }} place={i + 1} name={firstName} />
            <Standing verdict={verdict} questions={questionsOf(i + 1)} />
            <p>
              <button className="fs-link" type="submit" name="remove" value={String(i)}>
                {words.remove}
                <span className="nhsuk-u-visually-hidden"> {firstName}</span>
              </button>
            </p>
          </li>
        ))}
      </ul>
    </form>
  );
}

/** What was said of the last dose, with a way to put it right: it decides whether the person can come. */
function LastDose({ of, place, name }: { of: Pick<Companion, 'answers'>; place: number; name?: string }) {
  const view = useSite();
  const { texts } = view;
  if (!saidLastDose(of)) return null;
  const { rows, about } = texts.check;
  return (
    <p>
      {rows.lastDose}: {lastDoseWords(of, view)}.{' '}
      <a href={lastDoseOfPerson(place)}>
        {texts.frame.change}
        <span className="nhsuk-u-visually-hidden">
          {' '}
          {about.lastDose} {name}
        </span>
      </a>
    </p>
  );
}

function Standing({ verdict, questions }: { verdict: Verdict | undefined; questions: string }) {
  const { texts, when } = useSite();
  const words = texts.people;
  const { reasons } = texts.nextSteps;
  if (!verdict || verdict.outcome === 'eligible') return <p>{words.canCome}</p>;
  if (verdict.outcome === 'needs_information')
    return (
      <p>
        {words.needsAnswers} <a href={questions}>{words.answer}</a>
      </p>
    );
  const why = (verdict.reasons ?? []).map((code) => words.reasons[code] ?? reasons[code]).find(Boolean) ?? '';
  const cannot =
    verdict.outcome === 'not_yet' && verdict.earliestDate
      ? `${words.cannotFrom(when.longDate(verdict.earliestDate))} ${why}`.trim()
      : words.cannot(why).trim();
  return (
    <p>
      <strong>{cannot}</strong> {words.goesOn}
    </p>
  );
}
