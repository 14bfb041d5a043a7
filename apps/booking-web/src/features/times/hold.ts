import { Form } from '../../ui/form';
import { holdTime, readTimeValue, wayOnFrom } from '../../ui/hold';
import { fingerprint, newKey } from '../../ui/ids';
import { requireStep, saveDraft, weigh } from '../../ui/journey';
import { afterStep, pathOf } from '../../ui/journey-order';
import { seeOther, type PageArgs } from '../../ui/visit';

/** The address holds on POST only; somebody who lands here otherwise wants to choose a time. */
const loader = () => seeOther(pathOf('times'));

async function action({ context: visit, request }: PageArgs) {
  const journey = await requireStep(visit, 'times');
  const form = await Form.of(request);
  const time = readTimeValue(form.text('time'));
  if (!time) return seeOther(pathOf('times'));
  const key = fingerprint(form.text('key') || newKey(), journey.id, time);
  try {
    const hold = await holdTime(visit, journey, time, key);
    const { draft } = await saveDraft(visit, journey.id, { hold });
    return seeOther(afterStep('times', (await weigh(visit, draft)).progress));
  } catch (error) {
    const wayOn = await wayOnFrom(error, visit, journey, time);
    if (!wayOn) throw error;
    return seeOther(wayOn);
  }
}

export const holdAction = { loader, action };
