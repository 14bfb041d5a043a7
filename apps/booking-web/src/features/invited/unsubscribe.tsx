import { isProblem } from '@fairslot/client';
import { unsubscribe } from '@fairslot/contract';
import { Panel } from '@fairslot/ui';
import { notFound } from '../../ui/not-found';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

const LINK_SECONDS = 60 * 60;
const PAGE = '/u';
const DONE = '/u/done';

/** A link from an invitation by e-mail: it leaves the address at once. Opening it changes nothing: mail scanners do that. */
function openLink({ context: visit, params }: PageArgs) {
  const { token } = params;
  if (token && /^[\w-]{8,100}$/.test(token)) visit.cookies.set('unsubscribe', token, LINK_SECONDS);
  return seeOther(PAGE);
}

/** What a mail program posts when somebody presses its own button. It follows no redirect. Source: RFC 8058. */
async function oneClick({ context: visit, params }: PageArgs) {
  await end(visit, params['token'] ?? '');
  return new Response(visit.texts.unsubscribe.done, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

/** Every token is answered alike, so that nobody learns which addresses we write to. */
async function end(visit: Visit, token: string): Promise<void> {
  try {
    await visit.call(unsubscribe, { params: { token }, body: {} });
  } catch (error) {
    if (!isProblem(error, 'invalid', 'not_found')) throw error;
  }
}

function loader({ context: visit }: PageArgs) {
  if (!visit.cookies.get('unsubscribe')) throw notFound();
  return null;
}

async function action({ context: visit }: PageArgs) {
  const token = visit.cookies.get('unsubscribe');
  if (!token) throw notFound();
  await end(visit, token);
  visit.cookies.clear('unsubscribe');
  return seeOther(DONE);
}

function Component() {
  const words = useSite().texts.unsubscribe;
  return (
    <Page title={words.title}>
      <h1>{words.title}</h1>
      <p>{words.text}</p>
      <PostForm submit={words.submit} />
    </Page>
  );
}

function Done() {
  const words = useSite().texts.unsubscribe;
  return (
    <Page title={words.done}>
      <Panel heading={words.done}>
        <p>{words.doneText}</p>
      </Panel>
    </Page>
  );
}

export const unsubscribeDoor = { loader: openLink, action: oneClick, isFile: true };
export const unsubscribePage = { loader, action, Component };
export const unsubscribedPage = { Component: Done };
