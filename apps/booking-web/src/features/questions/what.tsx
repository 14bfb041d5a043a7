import type { Service } from '@fairslot/contract';
import { RadiosField } from '@fairslot/ui';
import type { Texts } from '@fairslot/texts';
import { useActionData, useLoaderData } from 'react-router';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { letGo } from '../../ui/hold';
import { forgetDraft, readDraft, saveDraft, weigh } from '../../ui/journey';
import { afterStep } from '../../ui/journey-order';
import { isOnOffer } from '../../ui/on-offer';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import type { When } from '../../ui/when';

/** A choice beside the services; no service may be called so. */
const UNSURE = '_unsure';

async function loader({ context: visit }: PageArgs) {
  const [services, { draft }] = await Promise.all([visit.services(), readDraft(visit)]);
  // After a booking this page begins the next one, so nothing is chosen yet.
  return { services, chosen: draft.booked ? undefined : draft.serviceId };
}

async function action({ context: visit, request }: PageArgs) {
  const form = await Form.of(request);
  if (form.text('service') === UNSURE) return seeOther('/book/which');
  const services = await visit.services();
  const service = services.find((s) => s.id === form.text('service') && isOnOffer(s));
  if (!service) return refuse([{ field: 'service', words: visit.texts.what.missing }], {});
  let { id, draft } = await readDraft(visit);
  if (draft.booked) {
    await forgetDraft(visit);
    [id, draft] = [undefined, {}];
  }
  if (draft.serviceId !== service.id) {
    await letGo(visit, draft.hold);
    draft = (
      await saveDraft(visit, id, {
        serviceId: service.id,
        alsoServiceId: null,
        answers: null,
        hold: null,
        verdict: null,
      })
    ).draft;
  }
  return seeOther(afterStep('what', (await weigh(visit, draft)).progress));
}

/** When the service can be booked, in a sentence. */
export function seasonWords({ season }: Service, words: Texts['booking']['what']['season'], when: When): string {
  if (season.state === 'opens') return season.opensOn ? words.opens(when.longDate(season.opensOn)) : '';
  if (season.state === 'closing') return season.closesOn ? words.closing(when.longDate(season.closesOn)) : '';
  return words[season.state];
}

function Component() {
  const { texts, when } = useSite();
  const { services, chosen } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const words = texts.what;
  const line = (service: Service) =>
    [service.whoFor, seasonWords(service, words.season, when)].filter(Boolean).join(' ');
  const closed = services.filter((service) => !isOnOffer(service));
  const open = services.filter(isOnOffer);
  return (
    <Page title={words.title} back="/" faults={refusal?.faults}>
      {open.length > 0 ? (
        <PostForm>
          <RadiosField
            name="service"
            label={words.title}
            isPageHeading
            error={faultOf(refusal, 'service')}
            chosen={chosen}
            choices={[
              ...open.map((service) => ({ value: service.id, label: service.name, hint: line(service) })),
              { value: UNSURE, label: words.unsure, divider: texts.frame.or },
            ]}
          />
        </PostForm>
      ) : (
        <>
          <h1>{words.title}</h1>
          <p>{words.nothing}</p>
        </>
      )}
      {closed.length > 0 ? (
        <>
          <h2 className="nhsuk-heading-s">{words.notNow}</h2>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {closed.map((service) => (
              <li key={service.id}>
                {service.name}. {seasonWords(service, words.season, when)}
                {service.season.state === 'opens' ? (
                  <>
                    {' '}
                    <a href={`/book/tell-me?service=${encodeURIComponent(service.id)}`}>
                      {texts.tellMe.link}
                      <span className="nhsuk-u-visually-hidden"> {service.name}</span>
                    </a>
                  </>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Page>
  );
}

export const whatPage = { loader, action, Component };
