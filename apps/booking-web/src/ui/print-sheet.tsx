import type { PublicSite } from '@fairslot/contract';
import { readAloud } from '@fairslot/domain';
import { waySentences } from '@fairslot/texts';
import { CodeImage } from './code-image';
import { helpLines } from './help';
import { shownReference } from './reference';
import { useSite } from './site-context';

export interface Printed {
  reference: string;
  start: string;
  service: string;
  preparation: string;
  site: PublicSite;
  help: readonly string[];
  manageUrl: string;
}

/** One appointment on one sheet of A4: the date and place large, how to get there in words, a code to scan. */
export function PrintSheet({ printed }: { printed: Printed }) {
  const { texts, when, site: facts } = useSite();
  const words = texts.print;
  const { reference, start, service, preparation, site, help, manageUrl } = printed;
  const way = waySentences(site, texts.place);
  const rows: [string, string][] = [
    [words.what, service],
    [words.where, `${site.name}, ${site.address}, ${site.postcode}`],
    ...(way.length > 0 ? [[words.getThere, way.join(' ')] as [string, string]] : []),
    ...(preparation ? [[texts.check.before, preparation] as [string, string]] : []),
    ...(help.length > 0 ? [[words.help, helpLines(help, texts.help).join('. ')] as [string, string]] : []),
  ];
  return (
    <div className="fs-sheet">
      <p className="fs-sheet__when">{when.full(start)}</p>
      <dl className="fs-sheet__rows">
        {rows.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd dir="auto">{value}</dd>
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
