import { Form } from '../../ui/form';
import { letGo } from '../../ui/hold';
import { saveDraft } from '../../ui/journey';
import { seeOther, type PageArgs } from '../../ui/visit';
import { openAppointment, readChange } from './session';

const loader = () => seeOther('/appointment');

/** Which of several appointments made together is looked at from now on. */
async function action({ context: visit, request }: PageArgs) {
  const { all } = await openAppointment(visit);
  const chosen = all[Number((await Form.of(request)).text('which'))];
  if (!chosen) return seeOther('/appointment');
  const change = await readChange(visit);
  await letGo(visit, change.draft.hold);
  await saveDraft(visit, change.id, { managing: chosen.reference, hold: null, help: null }, 'change');
  return seeOther('/appointment');
}

export const chooseAction = { loader, action };
