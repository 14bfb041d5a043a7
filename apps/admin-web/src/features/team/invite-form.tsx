import { useApiMutation } from '@fairslot/client/react';
import { inviteStaff, listTeam, roles, scopeKinds, type Role, type ScopeKind } from '@fairslot/contract';
import { Button, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { faultsOf, useFaults } from '../../ui/faults';
import { now } from '../../ui/clock';
import { dateAt } from '../../ui/formats';
import { texts } from '../../ui/texts';
import type { MayGive } from './team-list';

const words = texts.team;

/** Role, scope and last day of a form; null where one is missing. */
export function readRole(form: FormData): { role: Role; scope: ScopeKind; scopeId?: string; until?: string } | null {
  const [role, where, until] = [form.get('role'), form.get('scope'), form.get('until')];
  const known = roles.find((one) => one === role);
  if (!known || typeof where !== 'string') return null;
  const [kind, ...rest] = where.split(' ');
  const scope = scopeKinds.find((one) => one === kind);
  const scopeId = rest.join(' ');
  const end = typeof until === 'string' && until !== '' && { until };
  return scope ? { role: known, scope, ...(scopeId && { scopeId }), ...end } : null;
}

export function RoleFields({
  mayGive,
  prefix,
  siteId,
  error,
}: {
  mayGive: MayGive;
  prefix: string;
  siteId?: string | undefined;
  /** Of the last day. */
  error?: string | undefined;
}) {
  const first =
    mayGive.find(({ scope, id }) => scope === 'site' && id === siteId) ??
    mayGive.find(({ scope }) => scope === 'site') ??
    mayGive[0];
  const keyOf = ({ scope, id }: MayGive[number]) => `${scope} ${id ?? ''}`.trim();
  const [chosen, choose] = useState(first ? keyOf(first) : '');
  const scope = mayGive.find((one) => keyOf(one) === chosen) ?? first;
  return (
    <>
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor={`${prefix}-scope`}>
          {words.where}
        </label>
        <select
          id={`${prefix}-scope`}
          name="scope"
          className="nhsuk-select"
          value={chosen}
          onChange={(event) => choose(event.target.value)}
        >
          {scopeKinds.map((kind) => {
            const options = mayGive.filter((one) => one.scope === kind);
            return options.length === 0 ? null : (
              <optgroup key={kind} label={words.scopes[kind]}>
                {options.map((one) => (
                  <option key={keyOf(one)} value={keyOf(one)}>
                    {one.name}
                  </option>
                ))}
              </optgroup>
            );
          })}
        </select>
      </div>
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor={`${prefix}-role`}>
          {words.role}
        </label>
        <select id={`${prefix}-role`} name="role" className="nhsuk-select" defaultValue="front_desk">
          {scope?.roles.map((role) => (
            <option key={role} value={role}>
              {words.roles[role]}
            </option>
          ))}
        </select>
      </div>
      <TextField
        id={`${prefix}-until`}
        name="until"
        type="date"
        room={10}
        label={words.lastDay}
        hint={words.lastDayHint}
        min={dateAt(now())}
        error={error}
      />
    </>
  );
}

export function InviteForm({ mayGive, siteId }: { mayGive: MayGive; siteId: string | undefined }) {
  const { mutateAsync, isPending } = useApiMutation(inviteStaff, [listTeam]);
  const faults = useFaults();
  const [said, say] = useState('');

  async function submit(form: HTMLFormElement) {
    const data = new FormData(form);
    const [email, name] = [data.get('email'), data.get('name')];
    const wanted = readRole(data);
    const missing = [
      ...(name ? [] : [{ field: 'name', words: words.nameMissing }]),
      ...(email ? [] : [{ field: 'email', words: words.emailMissing }]),
    ];
    if (missing.length > 0 || !wanted || typeof email !== 'string' || typeof name !== 'string')
      return faults.report(missing);
    try {
      const member = await mutateAsync({ body: { ...wanted, email, name } });
      faults.report([]);
      say(
        member.requests.length > 0
          ? words.waits(name)
          : member.status === 'invited'
            ? words.invited(name)
            : words.roleGiven(name),
      );
      form.reset();
    } catch (error) {
      faults.report(faultsOf(error, 'email', { until: 'invite-until' }));
    }
  }

  return (
    <section className="staff-section" aria-labelledby="invite">
      <h2 id="invite" className="staff-subheading">
        {words.invite}
      </h2>
      {faults.summary}
      <form
        noValidate
        className="staff-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) void submit(event.currentTarget);
        }}
      >
        <TextField id="name" name="name" label={words.name} error={faults.of('name')} autoComplete="off" />
        <TextField
          id="email"
          name="email"
          type="email"
          label={words.email}
          hint={words.emailHint}
          error={faults.of('email')}
          autoComplete="off"
        />
        <RoleFields mayGive={mayGive} prefix="invite" siteId={siteId} error={faults.of('invite-until')} />
        <details className="staff-more">
          <summary>{words.rolesTitle}</summary>
          <dl>
            {roles.map((role) => (
              <div key={role}>
                <dt>
                  <strong>{words.roles[role]}</strong>
                </dt>
                <dd>{words.rolesMean[role]}</dd>
              </div>
            ))}
          </dl>
        </details>
        <Button>{words.inviteSubmit}</Button>
      </form>
      <output className="staff-count">{said}</output>
    </section>
  );
}
