import { isProblem } from '@fairslot/client';
import { openInvitation, type OpenedInvitation } from '@fairslot/contract';
import { forgetDraft, saveDraft, weigh } from '../../ui/journey';
import { afterStep, pathOf } from '../../ui/journey-order';
import { lockedUntil } from '../../ui/locked-until';
import { seeOther, type Visit } from '../../ui/visit';

const SUGGESTIONS = '/i/times';
const CODE = '/i';

/** The token or code that this browser brought along; without one, the page to type a code. */
export function tokenOf(visit: Visit): string {
  const token = visit.cookies.get('invited');
  if (!token) throw seeOther(CODE);
  return token;
}

export type Asked =
  | { ok: true; invitation: OpenedInvitation }
  | { ok: false; reason: 'no_match' }
  | { ok: false; reason: 'locked'; until: string };

/** Runs a call that proves who somebody is. Every failed look-up gives the same answer. */
export async function proving<T>(visit: Visit, call: () => Promise<T>) {
  try {
    return { ok: true as const, answer: await call() };
  } catch (error) {
    if (isProblem(error, 'look_up_failed', 'invalid')) return { ok: false as const, reason: 'no_match' as const };
    if (isProblem(error, 'too_many'))
      return { ok: false as const, reason: 'locked' as const, until: lockedUntil(visit, error) };
    throw error;
  }
}

export async function askInvitation(visit: Visit, token: string, dateOfBirth: string): Promise<Asked> {
  const asked = await proving(visit, () => visit.call(openInvitation, { params: { token }, body: { dateOfBirth } }));
  return asked.ok ? { ok: true, invitation: asked.answer } : asked;
}

/** A draft with everything that an invitation spares its owner; answers the page that comes next. */
export async function beginInvited(
  visit: Visit,
  token: string,
  dateOfBirth: string,
  { firstName, lastName, serviceId, near, contact, access, without }: OpenedInvitation,
): Promise<string> {
  await forgetDraft(visit);
  const { draft } = await saveDraft(visit, undefined, {
    forWhom: 'me',
    dateOfBirth,
    firstName,
    lastName,
    help: [],
    ...(serviceId && { serviceId }),
    ...(near && { where: near }),
    ...(contact && Object.keys(contact).length > 0 && { contact: { asInvited: true } }),
    invited: { token, access, ...contact, ...(without && { without }) },
  });
  const next = afterStep('date-of-birth', (await weigh(visit, draft)).progress);
  return next === pathOf('times') ? SUGGESTIONS : next;
}
