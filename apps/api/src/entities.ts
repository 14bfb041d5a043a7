import { ClinicSeries } from './clinic-changes/clinic-series.entity';
import { Closure } from './clinic-changes/closure.entity';
import { SiteLocation } from './clinic-changes/site-location.entity';
import { Clinic } from './clinics/clinic.entity';
import { Organisation } from './organisations/organisation.entity';
import { ServiceRow } from './services/service.entity';
import { Outcode, Place } from './sites/place.entity';
import { Site } from './sites/site.entity';
import { RoleGrant } from './staff/role-grant.entity';
import { StaffUser } from './staff/staff-user.entity';

/** Every table that TypeORM maps. Contested tables are written by the SQL of their stores alone. */
export const entities = [
  Place,
  Outcode,
  Organisation,
  Site,
  ServiceRow,
  Clinic,
  ClinicSeries,
  Closure,
  SiteLocation,
  StaffUser,
  RoleGrant,
];
