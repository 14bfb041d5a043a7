import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { AlertsStore } from './alerts.store';
import { AskToBeTold } from './ask-to-be-told';
import { FindAudience } from './find-audience';
import { InvitationsController } from './invitations.controller';
import { InvitationsStore } from './invitations.store';
import { InvitedContact } from './invited-contact';
import { OpenInvitation } from './open-invitation';
import { ProveInvitation } from './prove-invitation';

@Module({
  imports: [PeopleModule, SitesModule, ServicesModule],
  controllers: [InvitationsController],
  providers: [
    InvitationsStore,
    ProveInvitation,
    FindAudience,
    InvitedContact,
    OpenInvitation,
    AlertsStore,
    AskToBeTold,
  ],
  exports: [ProveInvitation, FindAudience, InvitedContact],
})
export class InvitationsModule {}
