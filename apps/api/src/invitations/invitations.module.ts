import { Module } from '@nestjs/common';
import { FindAudience } from './find-audience';
import { InvitationsController } from './invitations.controller';
import { InvitationsStore } from './invitations.store';
import { ProveInvitation } from './prove-invitation';

@Module({
  controllers: [InvitationsController],
  providers: [InvitationsStore, ProveInvitation, FindAudience],
  exports: [ProveInvitation, FindAudience],
})
export class InvitationsModule {}
