import { Module } from '@nestjs/common';
import { Locate } from './locate';
import { PlaceScope } from './place-scope.queries';
import { SiteDirectory } from './site-directory';
import { SitePhotosQueries } from './site-photos.queries';
import { SitePhotosStore } from './site-photos.store';
import { SitesController } from './sites.controller';
import { SitesStore } from './sites.store';

@Module({
  controllers: [SitesController],
  providers: [SitesStore, SitePhotosStore, SitePhotosQueries, SiteDirectory, Locate, PlaceScope],
  exports: [SiteDirectory, SitePhotosStore, Locate, PlaceScope],
})
export class SitesModule {}
