import { Injectable } from '@nestjs/common';
import type { changeHelp, ManagedBooking } from '@fairslot/contract';
import { FindAlternatives } from '../clinics/find-alternatives';
import { wishFor } from '../clinics/wish';
import { AppError } from '../platform/http/app-error';
import type { ResidentCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { AddMoreTime, type MoreTimeOutcome } from './add-more-time';
import { BookedTogetherStore } from './booked-together.store';
import type { BookingRow } from './bookings.store';
import { GiveBack } from './give-back';
import { ManagedBookings } from './managed-booking';
import { SHORTEN_VISIT } from './more-time.store';

const MORE_TIME = 'more_time';

type Request = Parsed<typeof changeHelp, ResidentCaller>;

/** Replaces what help somebody asked for, until the appointment begins. "More time" takes the next slot too, or gives it back. */
@Injectable()
export class ChangeHelp {
  constructor(
    private readonly store: BookedTogetherStore,
    private readonly managed: ManagedBookings,
    private readonly addMoreTime: AddMoreTime,
    private readonly giveBack: GiveBack,
    private readonly services: ServiceCatalogue,
    private readonly directory: SiteDirectory,
    private readonly alternatives: FindAlternatives,
  ) {}

  async run(request: Request): Promise<ManagedBooking> {
    const { caller, params } = request;
    const booking = await this.managed.own(caller, params.reference);
    const outcome = await this.change(booking, request);
    if (outcome === 'wrong_state') throw new AppError('wrong_state');
    if (outcome === 'none') throw await this.noneBeside(booking);
    return this.managed.show(caller, params.reference);
  }

  private async change(booking: BookingRow, { body, requestId }: Request): Promise<MoreTimeOutcome | 'changed'> {
    const { moreTime = booking.moreTime } = body;
    const others = body.help.filter((need) => need !== MORE_TIME);
    const isLonger = booking.options.includes('longer');
    if (moreTime && !booking.moreTime && !isLonger)
      return this.addMoreTime.run(booking, [...others, MORE_TIME], requestId);
    if (!moreTime && booking.moreTime) return this.shorten(booking, others, requestId);
    const help = body.moreTime === undefined ? body.help : [...others, ...(moreTime ? [MORE_TIME] : [])];
    return (await this.store.setHelp(booking.id, help, booking.siteId, requestId)) ? 'changed' : 'wrong_state';
  }

  private async shorten({ id }: BookingRow, help: string[], requestId: string): Promise<'changed' | 'wrong_state'> {
    const [row] = await this.giveBack.run<{ outcome: 'shortened' | 'wrong_state' }>(
      SHORTEN_VISIT,
      [id, help, requestId],
      { bookingId: id },
      { actor: 'resident', requestId },
    );
    return row?.outcome === 'shortened' ? 'changed' : 'wrong_state';
  }

  private async noneBeside({ siteId, serviceId, startsAt }: BookingRow): Promise<AppError> {
    const wish = { ...wishFor(this.services.get(serviceId)), moreTime: true };
    return new AppError('time_gone', {
      alternatives: await this.alternatives.run(this.directory.get(siteId), wish, startsAt),
    });
  }
}
