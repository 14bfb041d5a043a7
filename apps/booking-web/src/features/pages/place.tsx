import { isProblem } from '@fairslot/client';
import { getSite } from '@fairslot/contract';
import { isLocalDate } from '@fairslot/domain';
import { describePlace, weekWords } from '@fairslot/texts';
import { PlaceFacts } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { readDraft } from '../../ui/journey';
import { OpenMap } from '../../ui/open-map';
import { notFound } from '../../ui/not-found';
import { Page } from '../../ui/page';
import { photoAddress } from '../../ui/photo-address';
import { Postcode } from '../../ui/postcode';
import { useSite } from '../../ui/site-context';
import { StraightLine } from '../../ui/straight-line';
import type { PageArgs } from '../../ui/visit';

/** What somebody wants to know of a place before they set out. */
async function loader({ context: visit, params, request }: PageArgs) {
  const on = new URL(request.url).searchParams.get('on') ?? '';
  const [site, { draft }, services] = await Promise.all([
    visit
      .call(getSite, { params: { siteId: params['site'] ?? '' }, query: isLocalDate(on) ? { on } : {} })
      .catch((error: unknown) => {
        throw isProblem(error, 'not_found', 'invalid') ? notFound() : error;
      }),
    readDraft(visit),
    visit.services(),
  ]);
  const walkInFor = services.filter(({ id }) => site.walkIn.services.includes(id)).map(({ name }) => name);
  return { site, walkInFor, from: draft.where, isBooking: Boolean(draft.where && draft.serviceId && !draft.booked) };
}

function Component() {
  const { texts, site: facts, language } = useSite();
  const { site, walkInFor, from, isBooking } = useLoaderData<typeof loader>();
  const words = texts.place;
  const title = words.title(site.name);
  const { way, rest } = describePlace(site, { words, week: weekWords(texts.when, language), language, walkInFor });
  return (
    <Page title={title}>
      <h1>{title}</h1>
      <h2 className="nhsuk-heading-m">{words.address}</h2>
      <p>
        {site.name}
        <br />
        {site.address}
        <br />
        <Postcode>{site.postcode}</Postcode>
      </p>
      <StraightLine site={site} from={from} />
      <OpenMap site={site} />
      <PlaceFacts way={way} photos={site.photos} photosHeading={words.photos} addressOf={photoAddress} rest={rest} />
      <p>{words.call(facts.helpPhone)}</p>
      {isBooking ? (
        <p>
          <a href={`/book/times/${encodeURIComponent(site.id)}`}>{words.see}</a>
        </p>
      ) : null}
    </Page>
  );
}

export const placePage = { loader, Component };
