import { Inject, Injectable } from '@nestjs/common';
import { localDateOf } from '@fairslot/domain';
import { textsFor, type MessageValues } from '@fairslot/texts';
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Ids } from '../platform/ids/ids';
import { SiteDirectory } from '../sites/site-directory';
import type { MessageFacts } from './booking-message.store';

const MINUTE_MS = 60_000;
const HOUR_SECONDS = 3600;

/** An appointment as calendars take it (RFC 5545): one id for each booking, a higher sequence for each new time. */
@Injectable()
export class BookingCalendar {
  constructor(
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly directory: SiteDirectory,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  of(facts: MessageFacts, values: MessageValues, method: 'PUBLISH' | 'CANCEL'): string {
    const words = textsFor(facts.language).calendar;
    const date = localDateOf(facts.startsAt, this.config.TIME_ZONE);
    const { latitude, longitude } = this.directory.locationOn(facts.siteId, date) ?? this.directory.get(facts.siteId);
    const isCancelled = method === 'CANCEL';
    const calendar = ical({ prodId: { company: 'fairslot', product: 'fairslot' }, method: ICalCalendarMethod[method] });
    const event = calendar.createEvent({
      id: `${this.ids.opaque('booking', facts.bookingId)}@${new URL(this.config.PUBLIC_URL).hostname}`,
      sequence: facts.occurrence * 2 + (isCancelled ? 1 : 0),
      stamp: this.clock.now(),
      start: facts.startsAt,
      end: new Date(facts.startsAt.getTime() + facts.minutes * MINUTE_MS),
      summary: words.title(values),
      description: words.description(values),
      location: { title: values.site, address: values.address, geo: { lat: latitude, lon: longitude } },
      url: values.link,
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
    if (!isCancelled)
      for (const trigger of [24 * HOUR_SECONDS, HOUR_SECONDS])
        event.createAlarm({ type: ICalAlarmType.display, trigger, description: words.title(values) });
    return calendar.toString();
  }
}
