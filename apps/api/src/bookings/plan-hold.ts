import { Inject, Injectable } from '@nestjs/common';
import type { BodyOf, holdSlot } from '@fairslot/contract';
import { type ClinicOption, clinicOptionsOf, doseInterval, localDateOf, type SeatWish } from '@fairslot/domain';
import { SlotBoard } from '../clinics/slot-board';
import { FindAudience } from '../invitations/find-audience';
import { ProveInvitation } from '../invitations/prove-invitation';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError, type FieldFault } from '../platform/http/app-error';
import { JudgeEligibility } from '../services/judge-eligibility';
import { ServiceCatalogue } from '../services/service-catalogue';
import type { ServiceRow } from '../services/service.entity';
import type { Site } from '../sites/site.entity';
import { SiteDirectory } from '../sites/site-directory';

type Body = BodyOf<typeof holdSlot>;
type Attendee = Body['attendees'][number];

/** A wish of the party with what its row will say. */
export interface PlannedRow {
  attendee: number;
  site: Site;
  service: ServiceRow;
  dose: number;
  answers: NonNullable<Attendee['answers']>;
  wish: SeatWish;
  /** Two slots, or one of a clinic with longer appointments. */
  needsMoreTime: boolean;
  /** Index of the row with the dose before. */
  doseAfter?: number;
}

export interface PlannedHold {
  site: Site;
  startsAt: Date;
  rows: PlannedRow[];
  together: 'parallel' | 'consecutive';
  invitationId: number | null;
}

/** What a request to hold asks for, judged by everything that needs no lock: services, doses, invitation, eligibility. */
@Injectable()
export class PlanHold {
  constructor(
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly eligibility: JudgeEligibility,
    private readonly prove: ProveInvitation,
    private readonly audiences: FindAudience,
    private readonly board: SlotBoard,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(body: Body): Promise<PlannedHold> {
    const site = this.openSite(body.siteId);
    const invitation = await this.invitation(body);
    const group = await this.audiences.group(body.access);
    const faults: FieldFault[] = [];
    const rows: PlannedRow[] = [];
    body.attendees.forEach((attendee, index) => {
      const audienceId = index === 0 && invitation ? invitation.audienceId : group;
      this.addRows(rows, faults, body, site, attendee, index, audienceId);
    });
    if (faults.length > 0) throw new AppError('invalid', { errors: faults });
    for (const { service } of rows) this.services.demandOpen(service);
    const startsAt = new Date(body.start);
    for (const row of rows) {
      const { dateOfBirth } = body.attendees[row.attendee - 1] as Attendee;
      const on = row.wish.start === 'after' ? startsAt : new Date(row.wish.start);
      this.eligibility.demand(row.service, dateOfBirth, row.answers, on, true);
    }
    return { site, startsAt, rows, together: body.together ?? 'parallel', invitationId: invitation?.id ?? null };
  }

  private async invitation(body: Body) {
    if (body.invitation === undefined) return null;
    const { dateOfBirth } = body.attendees[0] as Attendee;
    if (!dateOfBirth)
      throw new AppError('invalid', { errors: [{ path: 'attendees.0.dateOfBirth', code: 'required' }] });
    return this.prove.run(body.invitation, dateOfBirth);
  }

  private addRows(
    rows: PlannedRow[],
    faults: FieldFault[],
    body: Body,
    site: Site,
    attendee: Attendee,
    index: number,
    audienceId: number | null,
  ): void {
    const path = `attendees.${index}`;
    if (attendee.dateOfBirth) faults.push(...this.eligibility.birthFaults(attendee.dateOfBirth, `${path}.dateOfBirth`));
    const services = this.servicesOf(attendee, path, faults);
    const [first] = services;
    if (!first) return;
    const dose = attendee.dose ?? 1;
    if (dose > Math.max(1, first.doses.length)) faults.push({ path: `${path}.dose`, code: 'dose_unknown' });
    const startsAt = new Date(body.start);
    const isAfter = body.together === 'consecutive' && index > 0;
    const needsMoreTime = attendee.moreTime ?? false;
    const row = { attendee: index + 1, site, answers: attendee.answers ?? {}, needsMoreTime };
    const minutes = body.lengthMinutes === undefined || isAfter ? {} : { minutes: body.lengthMinutes };
    const options = this.optionsOf(body, site, first, audienceId);
    const wish = { siteId: site.id, audienceId, ...sortOf(needsMoreTime, options), ...minutes };
    const main = rows.length;
    services.forEach((service, n) => {
      // The second service of one visit is given at the same time, in a place of its own.
      const before = n > 0 ? (rows[main] as PlannedRow).wish.start : null;
      const start = before ?? (isAfter ? 'after' : startsAt.getTime());
      rows.push({ ...row, service, dose: n === 0 ? dose : 1, wish: { ...wish, serviceId: service.id, start } });
    });
    if (attendee.nextDose) this.addNextDose(rows, faults, attendee, `${path}.nextDose`, main);
  }

  /** As the time was shown; who does not say it knows of no options, and gets what there is at that start. */
  private optionsOf(body: Body, site: Site, { id }: ServiceRow, audienceId: number | null): readonly ClinicOption[] {
    if (body.options !== undefined) return clinicOptionsOf(body.options);
    return this.board.optionsAt(site.id, id, new Date(body.start).getTime(), body.lengthMinutes, audienceId);
  }

  private addNextDose(
    rows: PlannedRow[],
    faults: FieldFault[],
    { nextDose }: Attendee,
    path: string,
    main: number,
  ): void {
    const before = rows[main] as PlannedRow;
    const { service, dose, wish } = before;
    if (!nextDose || dose >= service.doses.length) {
      faults.push({ path, code: 'dose_unknown' });
      return;
    }
    const site = nextDose.siteId === undefined ? before.site : this.openSite(nextDose.siteId);
    const start = new Date(nextDose.start);
    const zone = this.config.TIME_ZONE;
    const first = wish.start === 'after' ? (rows[0] as PlannedRow).wish.start : wish.start;
    const interval = doseInterval(service.doses, dose + 1, localDateOf(new Date(first), zone));
    const on = localDateOf(start, zone);
    if (on < interval.earliest || (interval.latest !== undefined && on > interval.latest))
      faults.push({ path: `${path}.start`, code: 'interval_wrong' });
    const { minutes: _, ...plain } = wish;
    rows.push({
      ...before,
      site,
      dose: dose + 1,
      doseAfter: main,
      wish: {
        ...plain,
        ...sortOf(before.needsMoreTime, clinicOptionsOf(nextDose.options)),
        siteId: site.id,
        start: start.getTime(),
        ...(nextDose.lengthMinutes === undefined ? {} : { minutes: nextDose.lengthMinutes }),
      },
    });
  }

  /** The services of one attendee: one, a combined one, or two with a place each. */
  private servicesOf({ serviceId, alsoServiceId }: Attendee, path: string, faults: FieldFault[]): ServiceRow[] {
    const find = (slug: string, name: string): ServiceRow | undefined => {
      const service = this.services.find(slug);
      if (!service) faults.push({ path: `${path}.${name}`, code: 'unknown_service' });
      return service;
    };
    const first = find(serviceId, 'serviceId');
    if (alsoServiceId === undefined) return first ? [first] : [];
    const second = find(alsoServiceId, 'alsoServiceId');
    if (!first || !second) return [];
    const both = this.services.inOneVisit(first, second);
    if (!both) faults.push({ path: `${path}.alsoServiceId`, code: 'services_apart' });
    return both ?? [];
  }

  private openSite(slug: string): Site {
    const site = this.directory.find(slug);
    if (site?.status !== 'open') throw new AppError('not_found');
    return site;
  }
}

/** Of clinics with just these options; where each appointment is longer, nobody needs two of them. */
function sortOf(needsMoreTime: boolean, options: readonly ClinicOption[]): Pick<SeatWish, 'options' | 'moreTime'> {
  return { options, moreTime: needsMoreTime && !options.includes('longer') };
}
