import { Inject, Injectable } from '@nestjs/common';
import { doseInterval, formatReference, localDateOf, startOfLocalDay } from '@fairslot/domain';
import { type MessageValues, textsFor } from '@fairslot/texts';
import { CONFIG, type Config } from '../platform/config/config';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import type { MessageFacts } from './booking-message.store';
import { BookingTokens } from './booking-tokens';
import { clockTime, longTime, shortDay, shortTime } from './spoken-time';

const LONGEST_FIRST_NAME = 30;

/** What the messages about a booking may name. A sensitive service is not named, and nothing said that would tell of it. */
@Injectable()
export class BookingMessageValues {
  constructor(
    private readonly tokens: BookingTokens,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  of(facts: MessageFacts, dayIs: MessageValues['dayIs']): MessageValues {
    const { startsAt, language } = facts;
    const site = this.directory.get(facts.siteId);
    const service = this.services.get(facts.serviceId);
    const stands = this.directory.locationOn(facts.siteId, localDateOf(startsAt, this.config.TIME_ZONE));
    const { TIME_ZONE: zone, PUBLIC_URL: publicUrl, HELP_PHONE: helpPhone } = this.config;
    return {
      firstName: plainName(facts.firstName),
      service: service.sensitive ? 'appointment' : service.shortName,
      shortTime: shortTime(startsAt, zone, language),
      longTime: longTime(startsAt, zone, language),
      clock: clockTime(startsAt, zone, language),
      day: shortDay(startsAt, zone, language),
      dayIs,
      site: site.name,
      // A mobile unit is where it stands on that day.
      siteShort: stands ? `${stands.name}, ${stands.postcode}` : site.shortName,
      address: stands ? `${stands.name}, ${stands.address}, ${stands.postcode}` : `${site.address}, ${site.postcode}`,
      reference: formatReference(facts.reference),
      link: `${publicUrl}/m/${this.tokens.ofBooking(facts.bookingId, facts.manageTokenVersion)}`,
      bookAgainLink: `${publicUrl}/`,
      preparation: service.sensitive ? '' : service.preparation,
      special: service.sensitive ? [] : facts.options.map((option) => textsFor(language).booking.special.says[option]),
      helpPhone,
      nextDose: this.nextDose(facts),
      before: this.before(facts),
      hadElsewhere: this.hadElsewhere(facts),
    };
  }

  private hadElsewhere({ hadElsewhereOn: on, freesAt, language }: MessageFacts): MessageValues['hadElsewhere'] {
    const zone = this.config.TIME_ZONE;
    if (on === null) return null;
    return {
      on: shortDay(startOfLocalDay(on, zone), zone, language),
      freesAt: freesAt && shortTime(freesAt, zone, language),
    };
  }

  private before({ fromSiteId, fromStartsAt, siteId, language }: MessageFacts): MessageValues['before'] {
    if (fromSiteId === null || fromStartsAt === null) return null;
    const { name, shortName } = this.directory.get(fromSiteId);
    return {
      site: name,
      siteShort: shortName,
      shortTime: shortTime(fromStartsAt, this.config.TIME_ZONE, language),
      longTime: longTime(fromStartsAt, this.config.TIME_ZONE, language),
      isSameSite: fromSiteId === siteId,
    };
  }

  private nextDose({ serviceId, dose, startsAt, language }: MessageFacts): MessageValues['nextDose'] {
    const zone = this.config.TIME_ZONE;
    const { doses } = this.services.get(serviceId);
    const next = doses.find((terms) => terms.dose === dose + 1);
    if (!next) return null;
    const { earliest } = doseInterval(doses, next.dose, localDateOf(startsAt, zone));
    return { dose: next.dose, from: shortDay(startOfLocalDay(earliest, zone), zone, language) };
  }
}

/** A first name that can neither be a link nor break a line, cut where it would take the message over. */
function plainName(name: string): string {
  return (
    name
      .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
      .replace(/[./:@\\]+/g, ' ')
      .trim()
      .slice(0, LONGEST_FIRST_NAME)
      .trim() || 'Hello'
  );
}
