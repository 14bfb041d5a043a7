import { isProblem } from '@fairslot/client';
import { getHelpedDraft, type HelpedDraft } from '@fairslot/contract';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

export const ASSIST = '/assist';
export const ASSIST_CHECK = '/assist/check';
const A_DAY_IN_SECONDS = 24 * 60 * 60;

/** The link of somebody who helps: its token leaves the address at once, as that of any link. */
function openLink({ context: visit, params }: PageArgs) {
  const { token } = params;
  if (token && /^[\w-]{8,100}$/.test(token)) visit.cookies.set('assist', token, A_DAY_IN_SECONDS);
  return seeOther(ASSIST);
}

export const assistDoor = { loader: openLink };

/** Runs the work with the token of this browser's link; null where it opens nothing, whatever the cause. */
export async function withLink<T>(visit: Visit, work: (params: { token: string }) => Promise<T>): Promise<T | null> {
  const token = visit.cookies.get('assist');
  if (!token) return null;
  return work({ token }).catch((error: unknown) => {
    if (isProblem(error, 'look_up_failed')) return null;
    throw error;
  });
}

export const readHelped = (visit: Visit): Promise<HelpedDraft | null> =>
  withLink(visit, (params) => visit.call(getHelpedDraft, { params }));

export function AssistEnded() {
  const words = useSite().texts.helped;
  return (
    <Page title={words.endedTitle}>
      <h1>{words.endedTitle}</h1>
      <p>{words.endedText}</p>
    </Page>
  );
}

/** For what and for how many; never for whom. */
export function AssistFor({ draft: { service, people } }: { draft: HelpedDraft }) {
  const words = useSite().texts.assist;
  return (
    <p>
      {service ? `${words.service(service)} ` : null}
      {people > 1 ? `${words.people(people)} ` : null}
      {words.only}
    </p>
  );
}
