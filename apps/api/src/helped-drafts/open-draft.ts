import { Injectable } from '@nestjs/common';
import { attendeesOf, type JourneyDraft } from '@fairslot/contract';
import { type LocalDate, normaliseCrockford } from '@fairslot/domain';
import { BookingTokens } from '../bookings/booking-tokens';
import { type JourneyRow, JourneysStore } from '../journeys/journeys.store';
import { KeepJourney } from '../journeys/keep-journey';
import { AppError } from '../platform/http/app-error';
import { JudgeEligibility } from '../services/judge-eligibility';
import { ServiceCatalogue } from '../services/service-catalogue';
import type { ServiceRow } from '../services/service.entity';

export interface OpenedDraft {
  row: JourneyRow;
  draft: JourneyDraft;
  service: ServiceRow;
}

/** The draft behind a helper's link. One answer for every link that opens nothing: unknown, ended, used, too old. */
@Injectable()
export class OpenDraft {
  constructor(
    private readonly journeys: JourneysStore,
    private readonly keep: KeepJourney,
    private readonly tokens: BookingTokens,
    private readonly services: ServiceCatalogue,
    private readonly eligibility: JudgeEligibility,
  ) {}

  async run(token: string): Promise<OpenedDraft> {
    const row = await this.find(token);
    const opened = row?.linkWorks ? this.open(row) : undefined;
    if (!opened || opened.draft.booked) throw new AppError('look_up_failed');
    return opened;
  }

  /** The row whose link it is, or was. */
  find(token: string): Promise<JourneyRow | undefined> {
    return this.journeys.findByLink(this.tokens.hash(normaliseCrockford(token)));
  }

  /** Undefined where the service is not offered any more. */
  open(row: JourneyRow): OpenedDraft | undefined {
    const draft = this.keep.open(row);
    const service = draft.serviceId ? this.services.find(draft.serviceId) : undefined;
    return service && { row, draft, service };
  }

  /** The first day on which one person may come, where that is still ahead; a wish for a later one counts. */
  firstDay({ draft, service }: OpenedDraft, wished: LocalDate | undefined): LocalDate | undefined {
    const people = attendeesOf(draft);
    if (people.length !== 1) return wished;
    const { dateOfBirth, answers = {} } = draft;
    const { outcome, earliestDate } = this.eligibility.judge(service, dateOfBirth, answers, this.eligibility.today());
    if (outcome !== 'not_yet' || !earliestDate) return wished;
    return wished && wished > earliestDate ? wished : earliestDate;
  }
}
