import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { PublicSite, Service } from '@fairslot/contract';
import { clinicOptionsOf } from '@fairslot/domain';
import { waySentences } from '@fairslot/texts';
import { fingerprint } from './ids';
import type { Visit } from './visit';

export interface CalendarEntry {
  reference: string;
  /** Rises with every change, so that a calendar replaces what it had. */
  sequence: number;
  isCancelled: boolean;
  start: string;
  lengthMinutes: number;
  title: string;
  site: PublicSite;
  description: string;
  /** Leads to the appointment; asks for the date of birth. */
  url: string;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

interface InWords {
  service: Pick<Service, 'name' | 'isSensitive' | 'preparation'> | undefined;
  /** Of the clinic. */
  options: readonly string[] | undefined;
  site: PublicSite;
  url: string;
}

/** What a calendar, which others may see, says of an appointment. Of a sensitive service nothing that would tell of it. */
export function calendarWords(
  { service, options, site, url }: InWords,
  { check, special, place }: Visit['texts'],
): Pick<CalendarEntry, 'title' | 'description'> {
  const named = service?.isSensitive ? undefined : service;
  const about = named ? [...clinicOptionsOf(options).map((option) => special.says[option]), named.preparation] : [];
  return {
    title: named?.name ?? check.rows.appointment,
    description: [...about, ...waySentences(site, place), url].filter(Boolean).join('\n'),
  };
}

/** One appointment as a calendar file. Instants are written in UTC, which every calendar shows in its own time zone. */
export function calendarFile(entry: CalendarEntry, now: Date): string {
  const { reference, sequence, isCancelled, start, lengthMinutes, title, site, description, url } = entry;
  const calendar = ical({
    prodId: { company: 'Fairslot', product: 'Booking', language: 'EN' },
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  const from = new Date(start);
  const event = calendar.createEvent({
    // The same for every change of one appointment, and nobody reads the reference out of it.
    id: `${fingerprint('calendar', reference)}@fairslot`,
    sequence,
    stamp: now,
    start: from,
    end: new Date(from.getTime() + lengthMinutes * MINUTE * 1000),
    summary: title,
    location: {
      title: site.name,
      address: `${site.address}, ${site.postcode}`,
      geo: { lat: site.latitude, lon: site.longitude },
    },
    description,
    url,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  if (!isCancelled)
    for (const trigger of [24 * HOUR, HOUR])
      event.createAlarm({ type: ICalAlarmType.display, trigger, description: title });
  return calendar.toString();
}

/** Sent as a file that the browser hands to the calendar. */
export const calendarResponse = (text: string): Response =>
  new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="appointment.ics"',
    },
  });
