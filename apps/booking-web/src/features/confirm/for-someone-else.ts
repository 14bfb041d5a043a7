import { forgetDraft, openJourney, saveDraft } from '../../ui/journey';
import { pathOf } from '../../ui/journey-order';
import { seeOther, type PageArgs } from '../../ui/visit';

const loader = () => seeOther(pathOf('what'));

/** Begins the next booking with what is the same for a family: what for, where, and how to reach them. */
async function action({ context: visit }: PageArgs) {
  const { draft } = await openJourney(visit);
  const { serviceId, where, contact } = draft;
  if (!serviceId) return seeOther(pathOf('what'));
  await forgetDraft(visit);
  const kept = contact?.asInvited ? undefined : contact;
  await saveDraft(visit, undefined, {
    ...(serviceId && { serviceId }),
    ...(where && { where }),
    ...(kept && { contact: kept }),
  });
  return seeOther(pathOf('who'));
}

export const forSomeoneElseAction = { loader, action };
