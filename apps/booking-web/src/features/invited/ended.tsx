import type { OpenedInvitation } from '@fairslot/contract';
import { ButtonLink } from '@fairslot/ui';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';

/** Why an invitation cannot be used any more: told only to who knows its date of birth, and always with a way on. */
export function Ended({ invitation, service }: { invitation: OpenedInvitation; service: string | undefined }) {
  const { texts, when, site } = useSite();
  const { states } = texts.invited;
  if (invitation.state === 'booked')
    return (
      <Page title={states.booked.title}>
        <h1>{states.booked.title}</h1>
        <p className="nhsuk-body-l">{states.booked.text}</p>
        <ButtonLink href="/manage">{states.manage}</ButtonLink>
        <p>
          <a href="/book/what">{states.without}</a>
        </p>
      </Page>
    );
  if (invitation.state === 'had')
    return (
      <Page title={states.had.title}>
        <h1>{states.had.title}</h1>
        {service ? <p className="nhsuk-body-l">{states.had.text(service)}</p> : null}
        <p>{states.had.wrong(site.helpPhone)}</p>
        <ButtonLink href="/book/what">{texts.nextSteps.bookElse}</ButtonLink>
      </Page>
    );
  return (
    <Page title={states.expired.title}>
      <h1>{states.expired.title}</h1>
      <p className="nhsuk-body-l">{states.expired.text(when.longDate(when.dateOf(invitation.expiresAt)))}</p>
      <ButtonLink href="/book/what">{states.without}</ButtonLink>
    </Page>
  );
}

/** The invitation could be opened, but ended or was withdrawn before a time was held. */
function Again() {
  const { texts } = useSite();
  const { again, without } = texts.invited.states;
  return (
    <Page title={again.title}>
      <h1>{again.title}</h1>
      <p className="nhsuk-body-l">{again.text}</p>
      <ButtonLink href="/i">{texts.invited.code.title}</ButtonLink>
      <p>
        <a href="/book/what">{without}</a>
      </p>
    </Page>
  );
}

export const invitationAgainPage = { Component: Again };
