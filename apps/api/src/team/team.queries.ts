import { Inject, Injectable } from '@nestjs/common';
import type { listTeam, ResponseOf, Role, ScopeKind, TeamMember } from '@fairslot/contract';
import { instantText } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ASLEEP_AFTER_DAYS } from '../staff/staff-users.store';
import { ManagedScopes, TeamScopeQueries } from './team-scope.queries';

interface GrantRow {
  id: number;
  role: Role;
  kind: ScopeKind;
  scopeId: number | null;
  until: string | null;
  isOver: boolean;
}
interface UserRow {
  id: number;
  name: string;
  email: string;
  active: boolean;
  asleep: boolean;
  joined: boolean;
  enrolled: boolean;
  signedInAt: Date | null;
  sentAt: Date | null;
  grants: GrantRow[];
  requests: (Omit<GrantRow, 'isOver'> & { requestedBy: number; requestedByName: string; requestedAt: string })[];
}

/** With the key that the program knows the account by. */
interface Member {
  id: number;
  shown: TeamMember;
}

const USERS = `
  SELECT u.id, u.name, u.email, u.active, u.id IN (SELECT staff_asleep($2)) AS asleep, u.password_hash IS NOT NULL AS joined, u.signed_in_at AS "signedInAt",
    EXISTS (SELECT 1 FROM staff_second_factor f WHERE f.staff_user_id = u.id AND f.confirmed_at IS NOT NULL) AS enrolled,
    i.sent_at AS "sentAt",
    COALESCE((SELECT json_agg(json_build_object('id', g.id, 'role', g.role, 'kind', g.scope_kind, 'scopeId', g.scope_id,
        'until', g.until_date, 'isOver', g.ends_at IS NOT NULL AND g.ends_at <= app_now()) ORDER BY g.id)
      FROM role_grant g WHERE g.staff_user_id = u.id), '[]') AS grants,
    COALESCE((SELECT json_agg(json_build_object('id', r.id, 'role', r.role, 'kind', r.scope_kind, 'scopeId', r.scope_id, 'until', r.until_date,
        'requestedBy', r.requested_by, 'requestedByName', asked.name, 'requestedAt', r.requested_at) ORDER BY r.id)
      FROM staff_grant_request r JOIN staff_user asked ON asked.id = r.requested_by
      WHERE r.staff_user_id = u.id AND r.decided_at IS NULL), '[]') AS requests
  FROM staff_user u LEFT JOIN staff_invitation i ON i.staff_user_id = u.id AND i.accepted_at IS NULL
  WHERE $1::integer[] IS NULL OR u.id = ANY ($1)
  ORDER BY lower(u.name), u.id`;

/** Who works where, as far as the caller manages it. */
@Injectable()
export class TeamQueries {
  constructor(
    private readonly database: Database,
    private readonly scopes: TeamScopeQueries,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  list({ caller, query }: Parsed<typeof listTeam, StaffCaller>): Promise<ResponseOf<typeof listTeam>> {
    return this.database.staffTx([], async (tx) => {
      const managed = await this.scopes.managed(tx, caller, this.config.REGION_NAME);
      if (query.siteId !== undefined && !managed.find('site', query.siteId)) throw new AppError('not_found');
      const users = (await tx.query<UserRow[]>(USERS, [null, ASLEEP_AFTER_DAYS])).filter((user) =>
        isSeen(user, managed),
      );
      const shown = users.map((user) => this.shown(user, managed, caller));
      const at = query.siteId;
      return {
        items: at === undefined ? shown : shown.filter(({ grants }) => grants.some(({ scopeId }) => scopeId === at)),
        mayGive: managed.all().map(({ kind, code, name, roles }) => ({ scope: kind, id: code, name, roles })),
      };
    });
  }

  /** One account the caller manages; not_found for any other. */
  async one(tx: Tx, caller: StaffCaller, managed: ManagedScopes, userId: number): Promise<TeamMember> {
    const [member] = await this.some(tx, caller, managed, [userId]);
    return (member as Member).shown;
  }

  /** Accounts the caller manages, all of them; not_found where there is any other. */
  async some(tx: Tx, caller: StaffCaller, managed: ManagedScopes, userIds: readonly number[]): Promise<Member[]> {
    const users = await tx.query<UserRow[]>(USERS, [userIds, ASLEEP_AFTER_DAYS]);
    if (users.length < userIds.length || !users.every((user) => isSeen(user, managed))) throw new AppError('not_found');
    return users.map((user) => ({ id: user.id, shown: this.shown(user, managed, caller) }));
  }

  private shown(user: UserRow, managed: ManagedScopes, caller: StaffCaller): TeamMember {
    const isYou = user.id === caller.userId;
    const zone = this.config.TIME_ZONE;
    const text = (at: Date | null): string | null => at && instantText(at, zone);
    return {
      id: this.ids.opaque('staff_user', user.id),
      name: user.name,
      email: user.email,
      status: this.statusOf(user),
      isYou,
      hasSecondFactor: user.enrolled,
      lastSignIn: text(user.signedInAt),
      invitationSentAt: text(user.sentAt),
      mayEnd: !isYou && user.grants.every((grant) => managed.mayGive(grant.role, grant.kind, grant.scopeId)),
      grants: user.grants.flatMap(({ id, role, kind, scopeId, until, isOver }) => {
        const scope = managed.of(kind, scopeId);
        if (!scope) return [];
        const mayEnd = !isYou && managed.mayGive(role, kind, scopeId);
        const shownId = this.ids.opaque('role_grant', id);
        const { code, name } = scope;
        return [{ id: shownId, role, scope: kind, scopeId: code, scopeName: name, until, isOver, mayEnd }];
      }),
      requests: user.requests.flatMap((request) => {
        const scope = managed.of(request.kind, request.scopeId);
        if (!scope) return [];
        return [
          {
            id: this.ids.opaque('grant_request', request.id),
            role: request.role,
            scope: request.kind,
            scopeName: scope.name,
            until: request.until,
            requestedBy: request.requestedByName,
            requestedAt: instantText(new Date(request.requestedAt), zone),
            mayApprove: caller.region.has('region:manage') && !isYou && request.requestedBy !== caller.userId,
          },
        ];
      }),
    };
  }

  private statusOf({ active, joined, asleep }: UserRow): TeamMember['status'] {
    if (!active) return 'ended';
    if (!joined) return 'invited';
    return asleep ? 'asleep' : 'active';
  }
}

/** Somebody without any grant, and those of elsewhere, are known only to whoever manages the region. */
function isSeen({ grants, requests }: UserRow, managed: ManagedScopes): boolean {
  return managed.isRegion || [...grants, ...requests].some(({ kind, scopeId }) => managed.of(kind, scopeId));
}
