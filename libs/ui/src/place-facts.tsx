interface Section {
  heading: string;
  text?: readonly string[];
  lines?: readonly (string | readonly [name: string, said: string])[];
}

interface Photo {
  id: string;
  alt: string;
  width: number;
  height: number;
}

interface PlaceFactsProps {
  /** How to get there. */
  way: readonly Section[];
  photos: readonly Photo[];
  photosHeading: string;
  /** Where a picture is. */
  addressOf: (id: string) => string;
  /** When, and what is there. */
  rest: readonly Section[];
  /** Of the headings: 2 on a page of its own. */
  level?: 2 | 4;
}

/** What residents are told of a place, on its page and where staff see it as they write it. */
export function PlaceFacts({ way, photos, photosHeading, addressOf, rest, level = 2 }: PlaceFactsProps) {
  return (
    <>
      {way.map((section) => (
        <FactsSection key={section.heading} section={section} level={level} />
      ))}
      {photos.length > 0 ? (
        <>
          <Heading level={level}>{photosHeading}</Heading>
          {photos.map(({ id, alt, width, height }) => (
            <img
              key={id}
              className="fs-photo"
              src={addressOf(id)}
              alt={alt}
              width={width}
              height={height}
              loading="lazy"
            />
          ))}
        </>
      ) : null}
      {rest.map((section) => (
        <FactsSection key={section.heading} section={section} level={level} />
      ))}
    </>
  );
}

function FactsSection({ section: { heading, text = [], lines = [] }, level }: { section: Section; level: 2 | 4 }) {
  return (
    <>
      <Heading level={level}>{heading}</Heading>
      {lines.length > 0 ? (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {lines.map((line) => (
            <li key={String(line)} dir="auto">
              {typeof line === 'string' ? (
                line
              ) : (
                // Each by itself, so that figures do not change places in a line from right to left.
                <>
                  <bdi>{line[0]}</bdi>: <bdi>{line[1]}</bdi>
                </>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {text.map((sentence) => (
        <p key={sentence} dir="auto">
          {sentence}
        </p>
      ))}
    </>
  );
}

function Heading({ level, children }: { level: 2 | 4; children: string }) {
  return level === 2 ? (
    <h2 className="nhsuk-heading-m">{children}</h2>
  ) : (
    <h4 className="nhsuk-heading-xs">{children}</h4>
  );
}
