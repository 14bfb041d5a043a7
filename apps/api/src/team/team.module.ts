import { Module } from '@nestjs/common';
import { EmailChannel } from '../messages/channels/email';
import { ChangeAccess } from './change-access';
import { GiveRole } from './give-role';
import { ImportStaff } from './import-staff';
import { SendInvitations } from './send-invitations.job';
import { TeamController } from './team.controller';
import { TeamQueries } from './team.queries';
import { TeamScopeQueries } from './team-scope.queries';
import { TeamStore } from './team.store';

/** Who works where: invitations, roles, and the end of both. */
@Module({
  controllers: [TeamController],
  providers: [
    TeamStore,
    TeamScopeQueries,
    TeamQueries,
    GiveRole,
    ChangeAccess,
    ImportStaff,
    EmailChannel,
    SendInvitations,
  ],
  exports: [SendInvitations],
})
export class TeamModule {}
