import { Injectable } from '@nestjs/common';
import type { approveRole, endAccess, endRole, TeamMember, wakeSleepers } from '@fairslot/contract';
import type { Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { demandRegion } from '../staff/staff.policy';
import { GiveRole } from './give-role';
import { TeamQueries } from './team.queries';
import { TeamStore } from './team.store';

type OnUser = Parsed<typeof endAccess, StaffCaller>;

/** Takes roles and access away, gives them back, and decides what one administrator asked another for. */
@Injectable()
export class ChangeAccess {
  constructor(
    private readonly store: TeamStore,
    private readonly queries: TeamQueries,
    private readonly roles: GiveRole,
    private readonly ids: Ids,
  ) {}

  endRole({ params, caller, requestId }: Parsed<typeof endRole, StaffCaller>): Promise<TeamMember> {
    return this.roles.inTeam(caller, async (tx, managed) => {
      const userId = this.userId(params.userId);
      const member = await this.queries.one(tx, caller, managed, userId);
      const grant = member.grants.find(({ id }) => id === params.grantId);
      const grantId = this.ids.plain('role_grant', params.grantId);
      if (!grant || grantId === null) throw new AppError('not_found');
      if (!grant.mayEnd) throw new AppError(member.isYou ? 'own_access' : 'not_found');
      await this.store.endGrant(tx, caller.userId, grantId, requestId);
      // Whoever had only this role is seen by the region alone now; the caller still reads what they did.
      return { ...member, grants: member.grants.filter(({ id }) => id !== params.grantId) };
    });
  }

  end(request: OnUser): Promise<TeamMember> {
    return this.onUser(request, (tx, userId) =>
      this.store.endAccess(tx, request.caller.userId, userId, request.requestId),
    );
  }

  wake(request: OnUser): Promise<TeamMember> {
    return this.onUser(request, async (tx, userId) => {
      await this.store.wake(tx, request.caller.userId, [userId], request.requestId);
    });
  }

  /** All or none: who is not the caller's to manage refuses everybody. Who woke meanwhile is left as they are. */
  wakeMany({ body, caller, requestId }: Parsed<typeof wakeSleepers, StaffCaller>): Promise<{ woken: number }> {
    return this.roles.inTeam(caller, async (tx, managed) => {
      const userIds = [...new Set(body.userIds)].map((opaque) => this.userId(opaque));
      const members = await this.queries.some(tx, caller, managed, userIds);
      members.forEach(({ shown }) => demandTouch(shown));
      const sleepers = members.filter(({ shown }) => shown.status === 'asleep').map(({ id }) => id);
      return { woken: await this.store.wake(tx, caller.userId, sleepers, requestId) };
    });
  }

  inviteAgain(request: OnUser): Promise<TeamMember> {
    return this.onUser(request, (tx, userId) => this.roles.sendInvitation(tx, request.caller, userId));
  }

  resetSecondFactor(request: OnUser): Promise<TeamMember> {
    return this.onUser(request, (tx, userId) =>
      this.store.resetSecondFactor(tx, request.caller.userId, userId, request.requestId),
    );
  }

  decide({ params, caller, requestId }: Parsed<typeof approveRole, StaffCaller>, isApproved: boolean): Promise<void> {
    demandRegion(caller, 'region:manage');
    return this.roles.inTeam(caller, async (tx) => {
      const asked = this.ids.plain('grant_request', params.requestId);
      if (asked === null) throw new AppError('not_found');
      if (!(await this.store.decide(tx, caller.userId, asked, isApproved, requestId)))
        throw new AppError('wrong_state');
    });
  }

  /** An account is one person's, whatever their roles: only who manages all of these may touch it. */
  private onUser(request: OnUser, work: (tx: Tx, userId: number) => Promise<void>): Promise<TeamMember> {
    const { caller, params } = request;
    return this.roles.inTeam(caller, async (tx, managed) => {
      const userId = this.userId(params.userId);
      const member = await this.queries.one(tx, caller, managed, userId);
      demandTouch(member);
      await work(tx, userId);
      return this.queries.one(tx, caller, managed, userId);
    });
  }

  private userId(opaque: string): number {
    const userId = this.ids.plain('staff_user', opaque);
    if (userId === null) throw new AppError('not_found');
    return userId;
  }
}

function demandTouch({ isYou, mayEnd }: TeamMember): void {
  if (isYou) throw new AppError('own_access');
  if (!mayEnd) throw new AppError('not_found');
}
