import { isProblem } from '@fairslot/client';
import { useApiQuery, useClient } from '@fairslot/client/react';
import {
  approveRole,
  endAccess,
  endRole,
  giveRole,
  inviteAgain,
  listTeam,
  refuseRole,
  resetSecondFactor,
  wakeSleepers,
  wakeStaff,
  type ResponseOf,
  type TeamMember,
} from '@fairslot/contract';
import { StaffButton, StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { dateAt, formatShortDate } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { errorTexts, texts } from '../../ui/texts';
import { ImportTeam } from './import-team';
import { InviteForm, RoleFields, readRole } from './invite-form';

const words = texts.team;
export type MayGive = ResponseOf<typeof listTeam>['mayGive'];

/** Who works here, what they may do, and every way to change it; nobody changes their own. */
export function TeamList({ siteId }: { siteId: string | undefined }) {
  const query = useApiQuery(listTeam, { query: siteId ? { siteId } : {} });
  const cache = useQueryClient();
  const [said, say] = useState('');
  const top = useRef<HTMLOutputElement>(null);
  /** What was pressed may be gone once the list is read again: focus goes to what came of it. */
  const readAgain = () =>
    cache.invalidateQueries({ queryKey: [listTeam.name] }).then(() => {
      if (document.activeElement === document.body) top.current?.focus();
    });
  const run = (work: Promise<unknown>, done: string) =>
    void work
      .then(
        () => say(done),
        (error: unknown) =>
          say(isProblem(error) ? (error.problem.errors?.[0]?.message ?? errorTexts[error.code]) : errorTexts.internal),
      )
      .finally(() => void readAgain());
  return (
    <Loaded query={query}>
      {({ items, mayGive }) => (
        <>
          <output className="staff-count" aria-live="polite" ref={top} tabIndex={-1}>
            {said}
          </output>
          <Sleepers members={items} run={run} />
          {items.length === 0 ? (
            <p className="staff-empty">{words.none}</p>
          ) : (
            <StaffTable caption={words.caption} columns={Object.values(words.columns)}>
              {items.map((one) => (
                <MemberRow key={one.id} member={one} mayGive={mayGive} run={run} />
              ))}
            </StaffTable>
          )}
          <InviteForm mayGive={mayGive} siteId={siteId} />
          <ImportTeam />
        </>
      )}
    </Loaded>
  );
}

/** At the start of a season one press wakes everybody of mine who slept through the summer. */
function Sleepers({ members, run }: { members: readonly TeamMember[]; run: Run }) {
  const client = useClient();
  const sleepers = members.filter(({ status, mayEnd }) => status === 'asleep' && mayEnd);
  if (sleepers.length === 0) return null;
  const body = { userIds: sleepers.map(({ id }) => id) };
  return (
    <div className="staff-notice">
      <p>{words.asleep(sleepers.length)}</p>
      <StaffButton
        kind="forward"
        onPress={() => run(client.call(wakeSleepers, { body }), words.wokenAll(sleepers.length))}
      >
        {words.wakeAll(sleepers.length)}
      </StaffButton>
    </div>
  );
}

type Run = (work: Promise<unknown>, done: string) => void;

function MemberRow({ member, mayGive, run }: { member: TeamMember; mayGive: MayGive; run: Run }) {
  const client = useClient();
  const params = { userId: member.id };
  const who = <span className="nhsuk-u-visually-hidden"> {member.name}</span>;
  return (
    <StaffRow>
      <StaffCell kind="person" names>
        <strong>{member.name}</strong> {member.isYou && words.you}
        <span className="staff-person__facts">
          <span>{member.email}</span>
          <span>{member.hasSecondFactor ? words.hasFactor : words.noFactor}</span>
        </span>
      </StaffCell>
      <StaffCell heading={words.columns.roles}>
        <ul className="staff-plain-list staff-roles">
          {member.grants.map((grant) => (
            <li key={grant.id}>
              <span>
                {words.roleAt(words.roles[grant.role], grant.scopeName)}
                {grant.until && `, ${(grant.isOver ? words.isOver : words.until)(formatShortDate(grant.until))}`}
              </span>
              {grant.mayEnd && (
                <StaffButton
                  kind="plain"
                  onPress={() =>
                    run(
                      client.call(endRole, { params: { ...params, grantId: grant.id } }),
                      words.roleEnded(member.name),
                    )
                  }
                >
                  {words.endRole}
                  <span className="nhsuk-u-visually-hidden">
                    {' '}
                    {words.roleAt(words.roles[grant.role], grant.scopeName)}, {member.name}
                  </span>
                </StaffButton>
              )}
            </li>
          ))}
          {member.requests.map((asked) => (
            <li key={asked.id}>
              <em>
                {words.asked(
                  [
                    words.roleAt(words.roles[asked.role], asked.scopeName),
                    ...(asked.until ? [words.until(formatShortDate(asked.until))] : []),
                  ].join(' '),
                  asked.requestedBy,
                )}
              </em>{' '}
              {asked.mayApprove && (
                <StaffButton
                  onPress={() =>
                    run(client.call(approveRole, { params: { requestId: asked.id } }), words.approved(member.name))
                  }
                >
                  {words.approve}
                  {who}
                </StaffButton>
              )}
              <StaffButton
                kind="plain"
                onPress={() =>
                  run(client.call(refuseRole, { params: { requestId: asked.id } }), words.refused(member.name))
                }
              >
                {words.refuse}
                {who}
              </StaffButton>
            </li>
          ))}
        </ul>
      </StaffCell>
      <StaffCell heading={words.columns.status}>
        <div>
          {words.status[member.status]}
          {[
            member.status === 'asleep' && words.asleepMeans,
            member.lastSignIn && words.lastSeen(formatShortDate(dateAt(member.lastSignIn))),
          ].map(
            (fact) =>
              fact && (
                <span key={fact} className="staff-person__facts staff-person__facts--words">
                  {fact}
                </span>
              ),
          )}
        </div>
      </StaffCell>
      <StaffCell kind="action">
        {member.isYou ? (
          <span className="staff-none">{words.notYourself}</span>
        ) : (
          <details className="staff-more">
            <summary>
              {words.change}
              {who}
            </summary>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                const wanted = readRole(new FormData(event.currentTarget));
                if (wanted) run(client.call(giveRole, { params, body: wanted }), words.roleGiven(member.name));
              }}
            >
              <RoleFields mayGive={mayGive} prefix={member.id} />
              <button type="submit" className="staff-button staff-button--secondary">
                {words.giveRole}
                {who}
              </button>
            </form>
            <div className="staff-acts">
              {member.status === 'invited' && (
                <StaffButton
                  kind="plain"
                  onPress={() => run(client.call(inviteAgain, { params }), words.invitedAgain(member.name))}
                >
                  {words.inviteAgain}
                  {who}
                </StaffButton>
              )}
              {member.mayEnd && member.hasSecondFactor && (
                <StaffButton
                  kind="plain"
                  onPress={() => run(client.call(resetSecondFactor, { params }), words.factorReset(member.name))}
                >
                  {words.resetFactor}
                  {who}
                </StaffButton>
              )}
              {member.mayEnd && (member.status === 'ended' || member.status === 'asleep') && (
                <StaffButton
                  kind="plain"
                  onPress={() => run(client.call(wakeStaff, { params }), words.woken(member.name))}
                >
                  {member.status === 'asleep' ? words.wakeOne : words.wake}
                  {who}
                </StaffButton>
              )}
              {member.mayEnd && member.status !== 'ended' && (
                <StaffButton
                  kind="plain"
                  onPress={() => run(client.call(endAccess, { params }), words.ended(member.name))}
                >
                  {words.endAccess}
                  {who}
                </StaffButton>
              )}
            </div>
          </details>
        )}
      </StaffCell>
    </StaffRow>
  );
}
