import { Module } from '@nestjs/common';
import { Locate } from './locate';
import { SiteDirectory } from './site-directory';
import { SitesController } from './sites.controller';
import { SitesStore } from './sites.store';

@Module({
  controllers: [SitesController],
  providers: [SitesStore, SiteDirectory, Locate],
  exports: [SiteDirectory, Locate],
})
export class SitesModule {}
