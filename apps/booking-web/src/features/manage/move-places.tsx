import { locate, partyQuery, searchAvailability } from '@fairslot/contract';
import { KILOMETRES_PER_MILE } from '@fairslot/domain';
import { TextField } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { Address } from '../../ui/address';
import { distanceWords } from '../../ui/distance-words';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { newKey } from '../../ui/ids';
import { saveDraft } from '../../ui/journey';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { HoldForm, TimeButtons } from '../../ui/time-buttons';
import { unbrokenPostcode } from '../../ui/unbroken';
import { seeOther, type PageArgs } from '../../ui/visit';
import { MoreTimeNotBeside } from './more-time';
import { draftOf, openChangeable, readChange, wantsMoreTime } from './session';

const MILES = 10;
const SHOWN = 10;

/** Other places: near the present one, or near whatever is typed. */
async function loader({ context: visit }: PageArgs) {
  const [{ booking }, { draft }] = await Promise.all([openChangeable(visit), readChange(visit)]);
  const near = draft.where ?? { label: booking.site.name, ...booking.site };
  const { items } = await visit.call(searchAvailability, {
    query: {
      ...partyQuery(draftOf(booking, draft)),
      latitude: near.latitude,
      longitude: near.longitude,
      radius: MILES * KILOMETRES_PER_MILE,
      sort: 'nearest',
    },
  });
  return {
    booking,
    wantsMoreTime: wantsMoreTime(booking, draft),
    where: draft.where?.label ?? '',
    near: unbrokenPostcode(near.label),
    places: items.filter(({ site }) => site.id !== booking.site.id).slice(0, SHOWN),
    formKey: newKey(),
  };
}

async function action({ context: visit, request }: PageArgs) {
  await openChangeable(visit);
  const typed = (await Form.of(request)).text('where');
  const words = visit.texts.where;
  if (!typed) return refuse([{ field: 'where', words: words.empty }], typed);
  const { items } = await visit.call(locate, { query: { q: typed.slice(0, 100) } });
  const [where] = items;
  if (!where) return refuse([{ field: 'where', words: words.notFound(typed) }], typed);
  const change = await readChange(visit);
  await saveDraft(visit, change.id, { where }, 'change');
  return seeOther('/appointment/places');
}

function Component() {
  const { texts, when } = useSite();
  const { booking, wantsMoreTime: moreTime, where, near, places, formKey } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const words = texts.moveTimes;
  return (
    <Page title={words.placesTitle} back="/appointment" faults={refusal?.faults}>
      <h1>{words.placesTitle}</h1>
      {moreTime ? <MoreTimeNotBeside /> : null}
      <p>{words.keep(when.full(booking.start))}</p>
      <PostForm submit={words.look} variant="secondary">
        <TextField
          id="where"
          name="where"
          label={texts.where.label}
          hint={texts.where.hint}
          error={faultOf(refusal, 'where')}
          defaultValue={refusal?.typed ?? where}
          room={20}
          autoComplete="off"
          spellCheck={false}
        />
      </PostForm>
      <h2 className="nhsuk-heading-m">{texts.times.title(near)}</h2>
      {places.length > 0 ? (
        <HoldForm action="/appointment/hold" formKey={formKey}>
          <ul className="fs-places">
            {places.map(({ site, distanceMetres, nextTimes }) => (
              <li className="fs-place" key={site.id}>
                <h3 className="nhsuk-heading-s">{site.name}</h3>
                <p>
                  {texts.times.away(distanceWords(distanceMetres, texts.distance))} <Address of={site} />
                </p>
                <TimeButtons
                  times={nextTimes.map((time) => ({ ...time, siteId: site.id }))}
                  words={when.short}
                  more={() => `, ${site.name}`}
                />
              </li>
            ))}
          </ul>
        </HoldForm>
      ) : (
        <p>{texts.timeGone.none}</p>
      )}
      <p>
        <a href="/appointment">{words.keepMine}</a>
      </p>
    </Page>
  );
}

export const movePlacesPage = { loader, action, Component };
