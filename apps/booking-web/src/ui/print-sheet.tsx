import type { PublicSite } from '@fairslot/contract';
import { clinicOptionsOf, readAloud } from '@fairslot/domain';
import { describeWay, sentencesOf } from '@fairslot/texts';
import { CodeImage } from './code-image';
import { helpLines } from './help';
import { shownReference } from './reference';
import { useSite } from './site-context';

export interface Printed {
  reference: string;
  start: string;
  service: string;
  preparation: string;
  /** Of the clinic. */
  options: readonly string[] | undefined;
  site: PublicSite;
  help: readonly string[];
  manageUrl: string;
}

/** One appointment on one sheet of A4: the date and place large, how to get there in words, a code to scan. */
export function PrintSheet({ printed }: { printed: Printed }) {
  const { texts, when, site: facts } = useSite();
  const words = texts.print;
  const { reference, start, service, preparation, options, site, help, manageUrl } = printed;
  const special = clinicOptionsOf(options).map((option) => texts.special.says[option]);
  const rows: [heading: string, lines: readonly string[]][] = [
    [words.what, [service]],
    [words.where, [`${site.name}, ${site.address}, ${site.postcode}`, ...special]],
    ...describeWay(site, texts.place).map((section): [string, string[]] => [section.heading, sentencesOf(section)]),
    [texts.check.before, preparation ? [preparation] : []],
    [words.help, helpLines(help, texts.help)],
  ];
  return (
    <div className="fs-sheet">
      <p className="fs-sheet__when">{when.full(start)}</p>
      <dl className="fs-sheet__rows">
        {rows
          .filter(([, lines]) => lines.length > 0)
          .map(([heading, lines]) => (
            <div key={heading}>
              <dt>{heading}</dt>
              {lines.map((line) => (
                <dd key={line} dir="auto">
                  {line}
                </dd>
              ))}
            </div>
          ))}
        <div>
          <dt>{words.reference}</dt>
          <dd>
            <bdi dir="ltr" className="fs-reference">
              {shownReference(reference)}
            </bdi>
            <br />
            {readAloud(reference)}
          </dd>
        </div>
      </dl>
      <CodeImage text={manageUrl} label={words.codeImage} />
      <p>{words.call(facts.helpPhone)}</p>
    </div>
  );
}
