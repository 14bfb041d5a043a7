import { isProblem } from '@fairslot/client';
import type { ErrorCode } from '@fairslot/contract';
import { Button, ButtonLink } from '@fairslot/ui';
import { useRouteError } from 'react-router';
import { Page } from '../ui/page';
import { useSite } from '../ui/site-context';
import { statusOf } from './status';

/** What stands where a page could not be made. Never an address bar full of details, always a way on. */
export function ProblemPage() {
  const error = useRouteError();
  const status = statusOf(error);
  if (status === 404) return <NoPage why="notFound" />;
  if (status === 405) return <NoPage why="notTaken" />;
  return <FaultPage code={isProblem(error) ? error.code : 'internal'} />;
}

function NoPage({ why }: { why: 'notFound' | 'notTaken' }) {
  const { texts } = useSite();
  const words = texts[why];
  return (
    <Page title={words.title}>
      <h1>{words.title}</h1>
      <p>{words.text}</p>
      <p>
        <a href="/">{texts.notFound.home}</a>
      </p>
    </Page>
  );
}

/** P1. What was typed into the form travels in hidden fields, so that "Try again" sends the same form once more. */
function FaultPage({ code }: { code: ErrorCode }) {
  const { texts, errors, site, address, posted, requestId } = useSite();
  const words = texts.problem;
  const isOurs = code === 'internal' || code === 'busy';
  const title = isOurs ? words.title : errors[code];
  return (
    <Page title={title}>
      <h1>{title}</h1>
      <p>{`${words.kept} ${words.again}`}</p>
      {posted ? (
        <form method="post" action={address} noValidate>
          {posted.map(([name, value], index) => (
            <input type="hidden" name={name} value={value} key={`${name}-${index}`} />
          ))}
          <Button once>{words.tryAgain}</Button>
        </form>
      ) : (
        <ButtonLink href={address}>{words.tryAgain}</ButtonLink>
      )}
      <p>{words.call(site.helpPhone)}</p>
      <p className="fs-place__quiet">{words.reference(requestId)}</p>
    </Page>
  );
}
