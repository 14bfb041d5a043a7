import { useApiQuery } from '@fairslot/client/react';
import { getEqualityReport } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { FiguresTable } from '../../ui/figures-table';
import { texts } from '../../ui/texts';

const words = coordinatorTexts.reports;

/** Whom bookings reach, by what people told of their own will. */
export function EqualityReport() {
  const { data } = useApiQuery(getEqualityReport, {});
  if (!data) return <p>{texts.loading}</p>;
  const { service, place, question, answer, people } = words.equalityColumns;
  return (
    <>
      <h2 className="nhsuk-heading-m">{words.equality}</h2>
      <p>{words.equalityHint}</p>
      {data.items.length === 0 ? (
        <p className="staff-empty">{words.equalityNone}</p>
      ) : (
        <FiguresTable
          caption={words.equality}
          columns={[service, place, question, answer, people]}
          rows={data.items.map((one) => [
            one.service,
            one.place,
            words.questions[one.question],
            words.answers[one.answer] ?? one.answer,
            one.people,
          ])}
          csv="equality"
        />
      )}
    </>
  );
}
