import { Controller } from '@nestjs/common';
import {
  addService,
  addSitePhoto,
  changeService,
  changeSite,
  getSetUp,
  getSiteDetails,
  importOrganisations,
  importSites,
  listOrganisations,
  listStaffServices,
  listStaffSites,
  removeSitePhoto,
  type Imported,
  type ResponseOf,
  type SiteDetails,
  type StaffService,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { ChangeSite } from './change-site';
import { ImportPlaces } from './import-places';
import { KeepSitePhotos } from './keep-site-photos';
import { RegionListsQueries } from './region-lists.queries';
import { SetUpService } from './set-up-service';
import { SetUpQueries } from './set-up.queries';

@Controller()
export class RegionController {
  constructor(
    private readonly sites: ChangeSite,
    private readonly photos: KeepSitePhotos,
    private readonly imports: ImportPlaces,
    private readonly services: SetUpService,
    private readonly setUp: SetUpQueries,
    private readonly lists: RegionListsQueries,
  ) {}

  @Serve(getSiteDetails)
  details(@Input() request: Parsed<typeof getSiteDetails, StaffCaller>): Promise<SiteDetails> {
    return this.sites.read(request);
  }

  @Serve(changeSite)
  changeSite(@Input() request: Parsed<typeof changeSite, StaffCaller>): Promise<SiteDetails> {
    return this.sites.change(request);
  }

  @Serve(addSitePhoto)
  addPhoto(@Input() request: Parsed<typeof addSitePhoto, StaffCaller>): Promise<SiteDetails> {
    return this.photos.add(request);
  }

  @Serve(removeSitePhoto)
  removePhoto(@Input() request: Parsed<typeof removeSitePhoto, StaffCaller>): Promise<SiteDetails> {
    return this.photos.remove(request);
  }

  @Serve(listStaffSites)
  listSites(@Input() request: Parsed<typeof listStaffSites, StaffCaller>): Promise<ResponseOf<typeof listStaffSites>> {
    return this.lists.sites(request.caller);
  }

  @Serve(listOrganisations)
  listOrganisations(
    @Input() request: Parsed<typeof listOrganisations, StaffCaller>,
  ): Promise<ResponseOf<typeof listOrganisations>> {
    return this.lists.organisations(request.caller);
  }

  @Serve(importOrganisations)
  importOrganisations(@Input() request: Parsed<typeof importOrganisations, StaffCaller>): Promise<Imported> {
    return this.imports.organisations(request);
  }

  @Serve(importSites)
  importSites(@Input() request: Parsed<typeof importSites, StaffCaller>): Promise<Imported> {
    return this.imports.sites(request);
  }

  @Serve(getSetUp)
  setUpState(@Input() request: Parsed<typeof getSetUp, StaffCaller>): Promise<ResponseOf<typeof getSetUp>> {
    return this.setUp.read(request);
  }

  @Serve(listStaffServices)
  listServices(@Input() request: Parsed<typeof listStaffServices, StaffCaller>): ResponseOf<typeof listStaffServices> {
    return this.services.list(request);
  }

  @Serve(addService)
  addService(@Input() request: Parsed<typeof addService, StaffCaller>): Promise<StaffService> {
    return this.services.add(request);
  }

  @Serve(changeService)
  changeService(@Input() request: Parsed<typeof changeService, StaffCaller>): Promise<StaffService> {
    return this.services.change(request);
  }
}
