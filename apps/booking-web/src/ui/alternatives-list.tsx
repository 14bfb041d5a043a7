import { distanceWords } from './distance-words';
import type { Alternatives } from './alternatives';
import { useSite } from './site-context';
import { TimeButtons } from './time-buttons';

interface Words {
  here: string;
  nearby: string;
}

/** Other times as buttons; goes inside a HoldForm. */
export function AlternativesList({ alternatives, words }: { alternatives: Alternatives; words: Words }) {
  const { texts, when } = useSite();
  const { site, here, nearby } = alternatives;
  return (
    <>
      {here.length > 0 ? (
        <>
          <h2 className="nhsuk-heading-m">{words.here}</h2>
          <TimeButtons
            times={here.map((time) => ({ ...time, siteId: site.id }))}
            words={when.short}
            more={() => `, ${site.name}`}
          />
        </>
      ) : null}
      {nearby.length > 0 ? (
        <>
          <h2 className="nhsuk-heading-m">{words.nearby}</h2>
          {nearby.map(({ site: other, distanceMetres, time }) => (
            <div key={other.id}>
              <p className="fs-part">
                {other.name}. {texts.times.away(distanceWords(distanceMetres, texts.distance))}
              </p>
              <TimeButtons times={[{ ...time, siteId: other.id }]} words={when.short} more={() => `, ${other.name}`} />
            </div>
          ))}
        </>
      ) : null}
    </>
  );
}
