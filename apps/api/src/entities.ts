import { Organisation } from './organisations/organisation.entity';
import { ServiceRow } from './services/service.entity';
import { Outcode, Place } from './sites/place.entity';
import { Site } from './sites/site.entity';
import { staffEntities } from './staff/staff.entities';

/** Every table that TypeORM maps. Contested tables are written by the SQL of their stores alone. */
export const entities = [Place, Outcode, Organisation, Site, ServiceRow, ...staffEntities];
