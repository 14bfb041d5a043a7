import { readHeldTime } from '../../ui/held-time';
import { keepHold } from '../../ui/hold';
import { requireStep } from '../../ui/journey';
import { pathOf } from '../../ui/journey-order';
import { seeOther, type PageArgs } from '../../ui/visit';

const loader = () => seeOther(pathOf('times'));

/** "Keep holding it": what the page's script puts in place of the old words, so that nothing typed is lost. */
async function action({ context: visit }: PageArgs): Promise<Response> {
  const { id, draft } = await requireStep(visit, 'times');
  const kept = await keepHold(visit, { ...(id && { id }), draft });
  const held = await readHeldTime(visit, kept);
  if (!held) throw seeOther(pathOf('times'));
  const { hold, site } = held;
  const until = visit.when.time(hold.expiresAt);
  const words = visit.texts.hold;
  const strip = words.strip(visit.when.short(hold.start), site.name, until);
  return Response.json({ until: hold.expiresAt, strip, words: words.kept(until) });
}

export const keepHoldAction = { loader, action, isFile: true };
