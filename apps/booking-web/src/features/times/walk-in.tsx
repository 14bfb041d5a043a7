import { listWalkIns } from '@fairslot/contract';
import { KILOMETRES_PER_MILE } from '@fairslot/domain';
import { InsetText, RadiosField, TextField } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { distanceWords } from '../../ui/distance-words';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { readDraft, saveDraft } from '../../ui/journey';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { Address } from '../../ui/address';
import { useSite } from '../../ui/site-context';
import { unbrokenPostcode } from '../../ui/unbroken';
import { seeOther, type PageArgs } from '../../ui/visit';
import { findWhere } from './find-where';
import { stateOf, type WalkIn } from './find-places';
import { FacilityLine, MapLink, WalkInLine } from './place-card';
import { distancesInMiles } from './search';
import { LocateForm } from './where';

const PATH = '/walk-in';
const USUAL_MILES = 10;

/** Where is remembered as the answer of a booking would be: nobody types it twice, and no address tells it. */
async function loader({ context: visit, request }: PageArgs) {
  const { draft } = await readDraft(visit);
  const { where } = draft;
  const miles = milesOf(request);
  if (!where) return { miles };
  const { latitude, longitude, label } = where;
  const query = { latitude, longitude, radius: miles * KILOMETRES_PER_MILE };
  const { items } = await visit.call(listWalkIns, { query });
  return {
    miles,
    where: unbrokenPostcode(label),
    walkIns: items.map((one): WalkIn => ({ ...one, when: stateOf(visit, one) })),
  };
}

function milesOf({ url }: Request): number {
  const asked = Number(new URL(url).searchParams.get('distance'));
  return distancesInMiles.find((known) => known === asked) ?? USUAL_MILES;
}

const pathWithin = (miles: number) => (miles === USUAL_MILES ? PATH : `${PATH}?distance=${miles}`);

async function action({ context: visit, request }: PageArgs) {
  const form = await Form.of(request);
  const found = await findWhere(visit, form);
  const typed = form.text('where');
  const nothing = { several: [] as string[], typed, isOutside: false };
  if ('several' in found) return refuse([], { ...nothing, several: found.several });
  if ('where' in found) {
    const { id } = await readDraft(visit);
    await saveDraft(visit, id, { where: found.where });
    return seeOther(pathWithin(milesOf(request)));
  }
  if ('isOutside' in found) return refuse([], { ...nothing, isOutside: true });
  return refuse([{ field: 'where', words: found.fault }], nothing);
}

function Component() {
  const { texts, site } = useSite();
  const words = texts.walkIns;
  const { outside } = texts.where;
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const { several = [], typed = page.where ?? '', isOutside = false } = refusal?.typed ?? {};
  return (
    <Page title={words.title} back="/" faults={refusal?.faults}>
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      {isOutside ? (
        <InsetText>
          <p>
            {outside.title(site.region)}. {outside.text}
          </p>
        </InsetText>
      ) : null}
      <PostForm submit={words.show}>
        {several.length > 0 ? (
          <RadiosField
            name="where"
            label={texts.where.chooseTitle(typed)}
            choices={several.map((label) => ({ value: label, label }))}
          />
        ) : (
          <TextField
            id="where"
            name="where"
            label={texts.where.label}
            hint={texts.where.hint}
            error={faultOf(refusal, 'where')}
            defaultValue={typed}
            room={20}
            autoComplete="postal-code"
            spellCheck={false}
          />
        )}
      </PostForm>
      <LocateForm />
      {page.walkIns && !refusal ? <List miles={page.miles} where={page.where} walkIns={page.walkIns} /> : null}
      <p>
        <a href="/book/what">{words.book}</a>
      </p>
    </Page>
  );
}

function List({ miles, where, walkIns }: { miles: number; where: string; walkIns: readonly WalkIn[] }) {
  const { texts } = useSite();
  const words = texts.walkIns;
  const farther = distancesInMiles.find((more) => more > miles);
  return (
    <>
      <h2 className="nhsuk-heading-m">
        {walkIns.length > 0 ? words.near(walkIns.length, miles, where) : words.none(miles, where)}
      </h2>
      {walkIns.length > 0 ? (
        <ul className="fs-places">
          {walkIns.map((walkIn) => (
            <li className="fs-place" key={walkIn.site.id}>
              <h3>{walkIn.site.name}</h3>
              <p>
                {texts.times.away(distanceWords(walkIn.distanceMetres, texts.distance))} <Address of={walkIn.site} />
              </p>
              <WalkInLine walkIn={walkIn} namesServices />
              <FacilityLine site={walkIn.site} />
              <p className="fs-place__links">
                <MapLink site={walkIn.site} />
              </p>
            </li>
          ))}
        </ul>
      ) : null}
      {farther ? (
        <p>
          <a href={pathWithin(farther)}>{words.farther(farther)}</a>
        </p>
      ) : null}
    </>
  );
}

export const walkInPage = { loader, action, Component };
