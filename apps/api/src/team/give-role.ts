import { Inject, Injectable } from '@nestjs/common';
import type { giveRole, inviteStaff, Role, ScopeKind, TeamMember } from '@fairslot/contract';
import { addDays, localDateOf, startOfLocalDay, type LocalDate } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { Database, sqlState, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { type ManagedScopes, TeamScopeQueries } from './team-scope.queries';
import { TeamQueries } from './team.queries';
import { type NewGrant, TeamStore } from './team.store';

const INVITATION_DAYS = 14;
const TOKEN_LENGTH = 26;
const OWN_ACCESS = 'FS002';

export interface Wanted {
  role: Role;
  scope: ScopeKind;
  scopeId?: string | undefined;
  /** The last day. */
  until?: LocalDate | undefined;
}

/** The token of an invitation, derived again whenever its message is written. */
export const invitationToken = (keys: Keys, userId: number, version: number): string =>
  keys.token('staff_invitation', String(userId), version, TOKEN_LENGTH);

/** Invites people, and gives them roles within what the caller manages. */
@Injectable()
export class GiveRole {
  constructor(
    private readonly database: Database,
    private readonly store: TeamStore,
    private readonly scopes: TeamScopeQueries,
    private readonly queries: TeamQueries,
    private readonly keys: Keys,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  invite({ body, caller, requestId }: Parsed<typeof inviteStaff, StaffCaller>): Promise<TeamMember> {
    return this.inTeam(caller, async (tx, managed) => {
      const grant = this.wanted(managed, body);
      const userId = await this.add(tx, caller, body.email, body.name, grant, requestId);
      return this.queries.one(tx, caller, managed, userId);
    });
  }

  run({ params, body, caller, requestId }: Parsed<typeof giveRole, StaffCaller>): Promise<TeamMember> {
    return this.inTeam(caller, async (tx, managed) => {
      const userId = this.ids.plain('staff_user', params.userId);
      if (userId === null) throw new AppError('not_found');
      await this.queries.one(tx, caller, managed, userId);
      await this.give(tx, caller, userId, this.wanted(managed, body), requestId);
      return this.queries.one(tx, caller, managed, userId);
    });
  }

  /** One transaction of the team, with what the caller manages; changing one's own access is refused by the database too. */
  async inTeam<T>(caller: StaffCaller, work: (tx: Tx, managed: ManagedScopes) => Promise<T>): Promise<T> {
    try {
      return await this.database.staffTx([], async (tx) =>
        work(tx, await this.scopes.managed(tx, caller, this.config.REGION_NAME)),
      );
    } catch (error) {
      if (sqlState(error) === OWN_ACCESS) throw new AppError('own_access');
      throw error;
    }
  }

  /** Adds the account where there is none, invites where it never came, and gives the role. */
  async add(
    tx: Tx,
    caller: StaffCaller,
    email: string,
    name: string,
    grant: NewGrant,
    requestId: string,
  ): Promise<number> {
    const userId = await this.store.addUser(tx, caller.userId, email, name, requestId);
    const isNew = (await this.store.nextInvitation(tx, userId)) === 1;
    await this.give(tx, caller, userId, grant, requestId);
    if (isNew) await this.sendInvitation(tx, caller, userId);
    return userId;
  }

  async sendInvitation(tx: Tx, caller: StaffCaller, userId: number): Promise<void> {
    const version = await this.store.nextInvitation(tx, userId);
    if (version === null) throw new AppError('wrong_state');
    const tokenHash = this.ids.hash(invitationToken(this.keys, userId, version));
    await this.store.invite(tx, caller.userId, userId, version, tokenHash, INVITATION_DAYS);
  }

  /** What a request asks for, where it is the caller's to give. */
  wanted(managed: ManagedScopes, { role, scope, scopeId, until }: Wanted): NewGrant {
    const found = managed.find(scope, scopeId);
    if (!found) throw new AppError('invalid', { errors: [{ path: 'scopeId', code: 'unknown_scope' }] });
    if (!found.roles.includes(role))
      throw new AppError('invalid', { errors: [{ path: 'role', code: 'role_not_yours' }] });
    if (until !== undefined && this.isPast(until))
      throw new AppError('invalid', { errors: [{ path: 'until', code: 'date_in_past' }] });
    return { role, kind: found.kind, scopeId: found.id, until: this.untilOf(until) };
  }

  isPast(date: LocalDate): boolean {
    return date < localDateOf(this.clock.now(), this.config.TIME_ZONE);
  }

  /** A last day is over when it is over where the sites are. */
  untilOf(date: LocalDate | undefined): NewGrant['until'] {
    return date === undefined ? null : { date, endsAt: startOfLocalDay(addDays(date, 1), this.config.TIME_ZONE) };
  }

  private async give(tx: Tx, caller: StaffCaller, userId: number, grant: NewGrant, requestId: string): Promise<void> {
    const isWide = grant.kind === 'place' || grant.kind === 'region';
    const asks = isWide && (await this.store.hasSecondAdministrator(tx, caller.userId));
    if (asks) await this.store.askGrant(tx, caller.userId, userId, grant, requestId);
    else await this.store.addGrant(tx, caller.userId, userId, grant, requestId);
  }
}
