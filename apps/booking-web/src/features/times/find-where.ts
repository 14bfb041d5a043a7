import { isProblem } from '@fairslot/client';
import { locate, locateNearest, type JourneyDraft } from '@fairslot/contract';
import { parsePostcode } from '@fairslot/domain';
import type { Form } from '../../ui/form';
import type { Visit } from '../../ui/visit';

export type Where = NonNullable<JourneyDraft['where']>;

type FoundWhere =
  | { where: Where }
  /** The words fit several places. */
  | { several: string[] }
  | { fault: string }
  /** It is a place, and none of this region. */
  | { isOutside: true };

const MOST_CHOICES = 12;

/** Where a form says that somebody is: a point told by the browser, or words. */
export async function findWhere(visit: Visit, form: Form): Promise<FoundWhere> {
  const at = readPoint(form.text('at'));
  if (at) {
    const where = await visit.call(locateNearest, { body: at }).catch((error: unknown) => {
      if (!isProblem(error, 'not_found', 'invalid')) throw error;
    });
    return where ? { where } : { isOutside: true };
  }
  const typed = form.text('where');
  const words = visit.texts.where;
  if (!typed) return { fault: words.empty };
  const { items } = await visit.call(locate, { query: { q: typed.slice(0, 100) } });
  const same = items.find(({ label }) => label.toLowerCase() === typed.toLowerCase());
  const only = same ?? items[0];
  // The spelling of a postcode is right; it is the place that we do not know.
  if (!only) return parsePostcode(typed) ? { isOutside: true } : { fault: words.notFound(typed) };
  if (!same && items.length > 1) return { several: items.slice(0, MOST_CHOICES).map(({ label }) => label) };
  return { where: only };
}

/** "53.41 -2.98": about a kilometre is as much as the page's script tells. */
function readPoint(text: string) {
  const [latitude, longitude] = /^(-?\d{1,2}\.\d\d) (-?\d{1,3}\.\d\d)$/.exec(text)?.slice(1).map(Number) ?? [];
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}
