import { Module } from '@nestjs/common';
import { BookingsModule } from '../bookings/bookings.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { JourneysModule } from '../journeys/journeys.module';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { BookForHelped } from './book-for-helped';
import { HelpedDraftsController } from './helped-drafts.controller';
import { HoldForHelped } from './hold-for-helped';
import { OpenDraft } from './open-draft';
import { SearchForHelped } from './search-for-helped';
import { ShareDraft } from './share-draft';
import { ShowDraft } from './show-draft';

@Module({
  imports: [SitesModule, ServicesModule, ClinicsModule, JourneysModule, BookingsModule],
  controllers: [HelpedDraftsController],
  providers: [OpenDraft, ShowDraft, ShareDraft, SearchForHelped, HoldForHelped, BookForHelped],
})
export class HelpedDraftsModule {}
