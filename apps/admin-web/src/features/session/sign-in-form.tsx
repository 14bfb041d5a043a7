import { type ApiProblem, isProblem } from '@fairslot/client';
import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { getMe, getSignInWays, signIn } from '@fairslot/contract';
import { StaffErrorSummary, TextField, type FieldFault } from '@fairslot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type SyntheticEvent } from 'react';
import { PageTitle } from '../../ui/page-title';
import { PasswordField } from '../../ui/password-field';
import { errorTexts, texts } from '../../ui/texts';

const words = texts.signIn;

interface Props {
  /** Of whoever has just chosen a password for it. */
  email?: string | undefined;
  onSignedIn: () => void;
}

export function SignInForm({ email, onSignedIn }: Props) {
  const mutation = useApiMutation(signIn);
  const queries = useQueryClient();
  // Nobody is signed in here: what was read for the person before must not outlive the session.
  useEffect(() => queries.clear(), [queries]);
  const [attempt, setAttempt] = useState<{ number: number; faults: FieldFault[] }>({ number: 0, faults: [] });
  const report = (faults: FieldFault[]) => setAttempt(({ number }) => ({ number: number + 1, faults }));
  // The password fitted, and the account has a second factor.
  const [asksCode, askCode] = useState(false);
  const errorOf = (field: string) => attempt.faults.find((fault) => fault.field === field)?.words;

  async function submit(form: HTMLFormElement) {
    const address = fieldOf(form, 'email').trim();
    const password = fieldOf(form, 'password');
    const code = fieldOf(form, 'code').trim();
    const missing = [
      ...(address ? [] : [{ field: 'email', words: words.emailMissing }]),
      ...(password ? [] : [{ field: 'password', words: words.passwordMissing }]),
      ...(asksCode && !code ? [{ field: 'code', words: words.codeMissing }] : []),
    ];
    if (missing.length > 0) return report(missing);
    try {
      // The session is the cookie; the token in the answer is for programs and is not kept.
      const { me } = await mutation.mutateAsync({ body: { email: address, password, ...(asksCode && { code }) } });
      queries.setQueryData([getMe.name, {}], me);
      onSignedIn();
    } catch (error) {
      if (!isProblem(error)) throw error;
      if (!isProblem(error, 'code_needed')) return report([refusal(error)]);
      report([]);
      askCode(true);
      setTimeout(() => document.getElementById('code')?.focus());
    }
  }

  const { data: ways } = useApiQuery(getSignInWays, {}, { staleTime: Infinity, retry: false });

  return (
    <>
      <PageTitle page={words.heading} error={attempt.faults.length > 0} />
      {attempt.faults.length > 0 && (
        <StaffErrorSummary key={attempt.number} title={texts.thereIsAProblem} faults={attempt.faults} />
      )}
      <h1 className="nhsuk-heading-l">{words.heading}</h1>
      <form
        noValidate
        className="staff-narrow"
        onSubmit={(event: SyntheticEvent<HTMLFormElement>) => {
          event.preventDefault();
          if (!mutation.isPending) void submit(event.currentTarget);
        }}
      >
        <TextField
          id="email"
          name="email"
          type="email"
          label={words.email}
          defaultValue={email}
          error={errorOf('email')}
          autoComplete="username"
          spellCheck={false}
        />
        <PasswordField
          id="password"
          name="password"
          label={words.password}
          error={errorOf('password')}
          autoComplete="current-password"
        />
        {asksCode && (
          <TextField
            id="code"
            name="code"
            label={words.code}
            hint={words.codeHint}
            error={errorOf('code')}
            autoComplete="one-time-code"
            room={20}
            isCode
          />
        )}
        <button className="nhsuk-button" type="submit" aria-disabled={mutation.isPending || undefined}>
          {words.submit}
        </button>
      </form>
      {ways?.other && (
        <p>
          <a className="nhsuk-button nhsuk-button--secondary" href={ways.other.url}>
            {ways.other.name}
          </a>
        </p>
      )}
    </>
  );
}

function fieldOf(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value : '';
}

/** One message whatever was wrong, so that nobody learns which addresses have an account. */
function refusal({ code, retryAfter }: ApiProblem): FieldFault {
  const field = 'email';
  if (code === 'sign_in_failed' || code === 'invalid') return { field, words: words.wrong };
  if (code === 'code_wrong') return { field: 'code', words: words.codeWrong };
  if (code !== 'too_many') return { field, words: errorTexts[code] };
  return { field, words: words.tooMany(retryAfter ? words.inMinutes(Math.ceil(retryAfter / 60)) : words.later) };
}
