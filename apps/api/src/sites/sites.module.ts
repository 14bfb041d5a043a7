import { Module } from '@nestjs/common';
import { Locate } from './locate';
import { PlaceScope } from './place-scope.queries';
import { SiteDirectory } from './site-directory';
import { SitesController } from './sites.controller';
import { SitesStore } from './sites.store';

@Module({
  controllers: [SitesController],
  providers: [SitesStore, SiteDirectory, Locate, PlaceScope],
  exports: [SiteDirectory, Locate, PlaceScope],
})
export class SitesModule {}
