import { Controller } from '@nestjs/common';
import {
  approveRole,
  endAccess,
  endRole,
  giveRole,
  importStaff,
  inviteAgain,
  inviteStaff,
  listRoles,
  listTeam,
  refuseRole,
  regionRoles,
  resetSecondFactor,
  rolePermissions,
  roles,
  wakeSleepers,
  wakeStaff,
  type ResponseOf,
  type TeamMember,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { ChangeAccess } from './change-access';
import { GiveRole } from './give-role';
import { ImportStaff } from './import-staff';
import { TeamQueries } from './team.queries';

type OnUser = Parsed<typeof endAccess, StaffCaller>;

@Controller()
export class TeamController {
  constructor(
    private readonly queries: TeamQueries,
    private readonly roles: GiveRole,
    private readonly access: ChangeAccess,
    private readonly imports: ImportStaff,
  ) {}

  @Serve(listTeam)
  list(@Input() request: Parsed<typeof listTeam, StaffCaller>): Promise<ResponseOf<typeof listTeam>> {
    return this.queries.list(request);
  }

  @Serve(listRoles)
  allRoles(): ResponseOf<typeof listRoles> {
    return {
      items: roles.map((id) => ({ id, permissions: [...rolePermissions[id]], isOfRegion: regionRoles.includes(id) })),
    };
  }

  @Serve(inviteStaff)
  invite(@Input() request: Parsed<typeof inviteStaff, StaffCaller>): Promise<TeamMember> {
    return this.roles.invite(request);
  }

  @Serve(importStaff)
  import(@Input() request: Parsed<typeof importStaff, StaffCaller>): Promise<ResponseOf<typeof importStaff>> {
    return this.imports.run(request);
  }

  @Serve(giveRole)
  give(@Input() request: Parsed<typeof giveRole, StaffCaller>): Promise<TeamMember> {
    return this.roles.run(request);
  }

  @Serve(endRole)
  endRole(@Input() request: Parsed<typeof endRole, StaffCaller>): Promise<TeamMember> {
    return this.access.endRole(request);
  }

  @Serve(endAccess)
  end(@Input() request: OnUser): Promise<TeamMember> {
    return this.access.end(request);
  }

  @Serve(wakeStaff)
  wake(@Input() request: OnUser): Promise<TeamMember> {
    return this.access.wake(request);
  }

  @Serve(wakeSleepers)
  wakeMany(@Input() request: Parsed<typeof wakeSleepers, StaffCaller>): Promise<ResponseOf<typeof wakeSleepers>> {
    return this.access.wakeMany(request);
  }

  @Serve(inviteAgain)
  inviteAgain(@Input() request: OnUser): Promise<TeamMember> {
    return this.access.inviteAgain(request);
  }

  @Serve(resetSecondFactor)
  resetSecondFactor(@Input() request: OnUser): Promise<TeamMember> {
    return this.access.resetSecondFactor(request);
  }

  @Serve(approveRole)
  approve(@Input() request: Parsed<typeof approveRole, StaffCaller>): Promise<void> {
    return this.access.decide(request, true);
  }

  @Serve(refuseRole)
  refuse(@Input() request: Parsed<typeof refuseRole, StaffCaller>): Promise<void> {
    return this.access.decide(request, false);
  }
}
