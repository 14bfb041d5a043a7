import { useClient } from '@fairslot/client/react';
import { acceptStaffInvitation, openStaffInvitation } from '@fairslot/contract';
import { Button } from '@fairslot/ui';
import { useQuery } from '@tanstack/react-query';
import { faultsOf, useFaults } from '../../ui/faults';
import { PageHeading } from '../../ui/page-heading';
import { PasswordField } from '../../ui/password-field';
import { texts } from '../../ui/texts';

const words = texts.join;

/** The first password of an account. The token stands in the fragment, which no server and no log sees. */
export function JoinForm({ token, onJoined }: { token: string; onJoined: (email: string) => void }) {
  const client = useClient();
  const faults = useFaults();
  const { data, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => client.call(openStaffInvitation, { body: { token } }),
    retry: false,
    enabled: token.length >= 8,
  });
  if (error || token.length < 8)
    return (
      <>
        <PageHeading>{words.wrong}</PageHeading>
        <p>{words.wrongNext}</p>
      </>
    );
  if (!data) return <p>{texts.loading}</p>;
  return (
    <>
      <PageHeading under={data.email}>{words.heading(data.name)}</PageHeading>
      {faults.summary}
      <form
        noValidate
        className="staff-narrow"
        onSubmit={(event) => {
          event.preventDefault();
          const password = new FormData(event.currentTarget).get('password');
          const body = { token, password: typeof password === 'string' ? password : '' };
          void client
            .call(acceptStaffInvitation, { body })

            .then(
              () => onJoined(data.email),
              (fault: unknown) => faults.report(faultsOf(fault, 'password')),
            );
        }}
      >
        <input type="hidden" name="username" autoComplete="username" value={data.email} />
        <PasswordField
          id="password"
          name="password"
          label={texts.account.newPassword}
          hint={texts.account.passwordHint}
          error={faults.of('password')}
          autoComplete="new-password"
        />
        <Button>{words.submit}</Button>
      </form>
    </>
  );
}
