import type { Service } from '@fairslot/contract';
import { InsetText } from '@fairslot/ui';
import { companionsOf } from '../../ui/companions';
import { Form } from '../../ui/form';
import { letGo } from '../../ui/hold';
import { requireStep, saveDraft } from '../../ui/journey';
import { pathOf } from '../../ui/journey-order';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';

const PATH = '/book/together';

const loader = () => seeOther(pathOf('times'));

/** A second service in the same visit, or not any more: either way another time has to be held. */
async function action({ context: visit, request }: PageArgs) {
  const { id, draft, service } = await requireStep(visit, 'times');
  const wanted = (await Form.of(request)).text('also');
  const companions = wanted ? await companionsOf(visit, draft, service) : [];
  const also = companions.find((one) => one.id === wanted)?.id ?? null;
  if (also !== (draft.alsoServiceId ?? null)) {
    await letGo(visit, draft.hold);
    await saveDraft(visit, id, { alsoServiceId: also, hold: null });
  }
  return seeOther(pathOf('times'));
}

interface TogetherProps {
  service: string;
  /** Booked in the same visit. */
  also: Service | undefined;
  /** Was to be booked in the same visit, and cannot be. */
  without: Service | undefined;
  companions: readonly Service[];
}

/** Says what is booked together, with the way back; or what cannot be; or what could be. */
export function Together({ service, also, without, companions }: TogetherProps) {
  const words = useSite().texts.together;
  if (also)
    return (
      <InsetText>
        <p>{words.both(service, also.shortName)}</p>
        <PostForm action={PATH} submit={words.apart} variant="secondary" hidden={{ also: '' }} />
      </InsetText>
    );
  if (without)
    return (
      <InsetText>
        <p>{words.without(service, without.shortName)}</p>
      </InsetText>
    );
  return companions.map(({ id, shortName }) => (
    <InsetText key={id}>
      <p>{words.offer(shortName)}</p>
      <PostForm action={PATH} submit={words.book} variant="secondary" hidden={{ also: id }} />
    </InsetText>
  ));
}

export const togetherAction = { loader, action };
