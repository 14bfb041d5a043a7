import { useApiMutation } from '@fairslot/client/react';
import { changePassword, confirmSecondFactor, getMe, renewRecoveryCodes, startSecondFactor } from '@fairslot/contract';
import { Button, StaffButton, TextField } from '@fairslot/ui';
import { useEffect, useRef, useState } from 'react';
import { faultsOf, useFaults } from '../../ui/faults';
import { PasswordField } from '../../ui/password-field';
import { texts } from '../../ui/texts';

const words = texts.account;

const readText = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** Sets up an authenticator app: scan, type one code, keep the recovery codes. */
export function SecondFactor({
  isEnrolled,
  codesLeft,
  onDone,
}: {
  isEnrolled: boolean;
  codesLeft: number;
  /** Reads anew what the account has. */
  onDone: () => Promise<unknown>;
}) {
  const start = useApiMutation(startSecondFactor);
  const confirm = useApiMutation(confirmSecondFactor);
  const renew = useApiMutation(renewRecoveryCodes, [getMe]);
  const [codes, setCodes] = useState<string[]>();
  const faults = useFaults();
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  // What was pressed is gone by then: focus goes to the heading of what came in its place.
  useEffect(() => {
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [codes]);

  const send = (form: FormData) => {
    const body = { code: readText(form, 'code') };
    const work = isEnrolled ? renew.mutateAsync({ body }) : confirm.mutateAsync({ body });
    void work.then(
      ({ recoveryCodes }) => {
        faults.report([]);
        setCodes(recoveryCodes);
      },
      (error: unknown) => faults.report(faultsOf(error, 'code')),
    );
  };

  if (codes)
    return (
      <section className="staff-card" aria-labelledby="codes">
        <h2 id="codes" ref={heading} tabIndex={-1}>
          {words.codes}
        </h2>
        <p>{words.codesHint}</p>
        <ul className="staff-codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <div className="staff-acts">
          <StaffButton onPress={() => print()}>{texts.day.actions.print}</StaffButton>
          <StaffButton kind="forward" onPress={() => void onDone().then(() => setCodes(undefined))}>
            {words.codesKept}
          </StaffButton>
        </div>
      </section>
    );
  const codeForm = (submit: string) => (
    <form
      noValidate
      className="staff-narrow"
      onSubmit={(event) => {
        event.preventDefault();
        send(new FormData(event.currentTarget));
      }}
    >
      <TextField
        id="code"
        name="code"
        label={words.code}
        hint={words.codeHint}
        error={faults.of('code')}
        autoComplete="one-time-code"
        inputMode="numeric"
        room={10}
        isCode
      />
      <Button>{submit}</Button>
    </form>
  );
  return (
    <section className="staff-section" aria-labelledby="factor">
      <h2 id="factor" className="staff-subheading" ref={heading} tabIndex={-1}>
        {words.factor}
      </h2>
      {faults.summary}
      {isEnrolled ? (
        <>
          <p>{words.enrolled(codesLeft)}</p>
          <details className="staff-more">
            <summary>{words.newCodes}</summary>
            {codeForm(words.newCodes)}
          </details>
        </>
      ) : start.data ? (
        <>
          <p>{words.scan}</p>
          <img
            className="staff-qr"
            alt={words.qr}
            src={`data:image/svg+xml,${encodeURIComponent(start.data.picture)}`}
          />
          <p>
            {words.orType} <code>{start.data.secret.replace(/(.{4})/g, '$1 ')}</code>
          </p>
          {codeForm(words.confirm)}
        </>
      ) : (
        <>
          <p>{words.why}</p>
          <StaffButton kind="forward" busy={start.isPending} onPress={() => start.mutate({})}>
            {words.start}
          </StaffButton>
        </>
      )}
    </section>
  );
}

export function PasswordForm() {
  const { mutateAsync, isPending } = useApiMutation(changePassword);
  const faults = useFaults();
  const [said, say] = useState('');
  return (
    <section className="staff-section" aria-labelledby="password-title">
      <h2 id="password-title" className="staff-subheading">
        {words.password}
      </h2>
      {faults.summary}
      <form
        noValidate
        className="staff-narrow"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const data = new FormData(form);
          if (isPending) return;
          void mutateAsync({ body: { current: readText(data, 'current'), password: readText(data, 'password') } }).then(
            () => {
              faults.report([]);
              say(words.passwordChanged);
              form.reset();
            },
            (error: unknown) => faults.report(faultsOf(error, 'current')),
          );
        }}
      >
        <PasswordField
          id="current"
          name="current"
          label={words.current}
          error={faults.of('current')}
          autoComplete="current-password"
        />
        <PasswordField
          id="password"
          name="password"
          label={words.newPassword}
          hint={words.passwordHint}
          error={faults.of('password')}
          autoComplete="new-password"
        />
        <Button variant="secondary">{words.changePassword}</Button>
      </form>
      <output className="staff-count">{said}</output>
    </section>
  );
}
