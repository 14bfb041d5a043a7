import { closeManageSession } from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { forgetDraft } from '../../ui/journey';
import { seeOther, type PageArgs } from '../../ui/visit';

const loader = () => seeOther('/');

/** For shared computers: nothing that was typed can be found again from this browser. */
async function action({ context: visit }: PageArgs) {
  const bearer = visit.cookies.get('manage');
  for (const name of ['manage', 'link', 'invited', 'helper', 'assist'] as const) visit.cookies.clear(name);
  await Promise.all([forgetDraft(visit), forgetDraft(visit, 'change')]);
  if (bearer)
    await visit.call(closeManageSession, { bearer }).catch((error: unknown) => {
      if (!isProblem(error, 'sign_in_required')) throw error;
    });
  return seeOther('/?cleared');
}

export const clearAction = { loader, action };
