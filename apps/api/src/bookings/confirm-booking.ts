import { Inject, Injectable } from '@nestjs/common';
import type { BodyOf, confirmBooking, ResponseOf } from '@fairslot/contract';
import { formatReference, instantText, personKeyText, planBookingMessages } from '@fairslot/domain';
import { InvitedContact } from '../invitations/invited-contact';
import { Dispatch } from '../messages/dispatch';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import { Keys } from '../platform/crypto/keys';
import { refusedBy, sqlState } from '../platform/database/database';
import { AppError, type FieldFault } from '../platform/http/app-error';
import type { Parsed } from '../platform/http/serve';
import { UsedKeys } from '../platform/http/used-keys';
import { Ids } from '../platform/ids/ids';
import { JudgeEligibility } from '../services/judge-eligibility';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { BookingsStore } from './bookings.store';
import { BookingTokens } from './booking-tokens';
import { FreeHolds } from './free-holds';
import type { HeldRow } from './holds.store';
import { KeepHold } from './keep-hold';
import { visitsOf } from './show-hold';

type Request = Parsed<typeof confirmBooking>;
type Body = BodyOf<typeof confirmBooking>;
type Person = Body['people'][number];
type Answer = ResponseOf<typeof confirmBooking>;

const REFERENCE_TRIES = 5;

/** Turns a hold into bookings. Person, contact, booking, ledger rows, audit and the stored answer are one commit. */
@Injectable()
export class ConfirmBooking {
  constructor(
    private readonly store: BookingsStore,
    private readonly holds: KeepHold,
    private readonly freeHolds: FreeHolds,
    private readonly tokens: BookingTokens,
    private readonly ids: Ids,
    private readonly keys: Keys,
    private readonly cipher: Cipher,
    private readonly clock: Clock,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly eligibility: JudgeEligibility,
    private readonly dispatch: Dispatch,
    private readonly invitedContact: InvitedContact,
    private readonly usedKeys: UsedKeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `by` where it is not the resident's own doing. */
  run(given: Request, by?: 'phone' | 'helper'): Promise<Answer> {
    return this.usedKeys.within('confirm', given, () => this.confirm(given, by));
  }

  private async confirm(given: Request, by?: 'phone' | 'helper'): Promise<Answer> {
    const held = await this.holds.rows(given.body.holdId, given.body.token);
    const body = { ...given.body, contact: await this.contactOf(given.body.contact, held) };
    const request = { ...given, body };
    if (Math.max(...held.map(({ attendee }) => attendee)) !== body.people.length)
      throw new AppError('invalid', { errors: [{ path: 'people', code: 'party_size' }] });
    const live = held.every((row) => row.live);
    if (live) this.demandEligible(held, body.people);
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.attempt(request, held, by);
      } catch (error) {
        const constraint = sqlState(error) === '23505' ? refusedBy(error) : undefined;
        if (constraint === 'booking_one_live_per_person') throw await this.alreadyBooked(held);
        if (constraint !== 'booking_reference_key' || tries >= REFERENCE_TRIES) throw error;
      }
    }
  }

  /** The contact given, or the address that the invitation of this hold was sent to. */
  private async contactOf(contact: Body['contact'], [first]: HeldRow[]): Promise<Body['contact']> {
    if (!contact.asInvited) return contact;
    const invitationId = first?.invitationId ?? null;
    const known = invitationId === null ? undefined : await this.invitedContact.of(invitationId);
    if (!known) throw new AppError('invalid', { errors: [{ path: 'contact', code: 'contact_missing' }] });
    return { ...known, ...contact };
  }

  private async attempt(request: Request, held: HeldRow[], by?: 'phone' | 'helper'): Promise<Answer> {
    const { body } = request;
    const references = visitsOf(held).map(() => this.ids.reference());
    const [first] = held as [HeldRow];
    let next = 0;
    const bookings = held.map((row) =>
      row.continues === null
        ? this.bookingArgument(row, body.people[row.attendee - 1] as Person, references[next++] as string, body)
        : { bookingId: row.bookingId, attendee: row.attendee },
    );
    const outcome = await this.store.confirm({
      partyId: (held[0] as HeldRow).partyId,
      tokenHash: this.tokens.hash(body.token),
      key: request.idempotencyKey,
      requestHash: request.requestHash,
      byHelper: by === 'helper',
      argument: {
        bookings,
        people: body.people.map((person) => this.personArgument(person)),
        contact: this.contactArgument(body.contact),
        contactMost: this.config.BOOKINGS_PER_CONTACT,
        source: by === 'phone' ? by : first.invitationId === null ? 'online' : 'invitation',
        language: body.language,
        help: body.help,
        requestId: request.requestId,
        response: { references },
      },
    });
    if (outcome.outcome === 'confirmed') {
      this.dispatch.nudge();
      return this.shown(held, references);
    }
    if (outcome.outcome === 'replay') {
      void request.reply.header('idempotent-replayed', 'true');
      return this.shown(held, outcome.response?.references ?? []);
    }
    if (outcome.outcome === 'reused') throw new AppError('idempotency_key_reused');
    if (outcome.outcome === 'in_progress') throw new AppError('in_progress', { retryAfter: 1 });
    if (outcome.outcome === 'wrong_state') throw new AppError('wrong_state');
    if (outcome.outcome === 'too_many') throw new AppError('contact_full');
    if (outcome.outcome === 'expired') throw await this.holds.expired(held);
    throw new AppError('not_found');
  }

  /** Told only to somebody proved; the place they held in vain goes back at once. */
  private async alreadyBooked(held: HeldRow[]): Promise<AppError> {
    await this.freeHolds.release((held[0] as HeldRow).partyId);
    return new AppError('already_booked');
  }

  private demandEligible(held: HeldRow[], people: Person[]): void {
    const faults: FieldFault[] = [];
    visitsOf(held).forEach((row) => {
      const i = row.attendee - 1;
      const person = people[i] as Person;
      const service = this.services.get(row.serviceId);
      const answers = { ...row.answers, ...person.answers };
      faults.push(...this.eligibility.birthFaults(person.dateOfBirth, `people.${i}.dateOfBirth`));
      faults.push(...this.eligibility.codeFaults(service, answers, `people.${i}.answers`));
      if (faults.length === 0) this.eligibility.demand(service, person.dateOfBirth, answers, row.startsAt, false);
    });
    if (faults.length > 0) throw new AppError('invalid', { errors: faults });
  }

  private bookingArgument(row: HeldRow, person: Person, reference: string, body: Body): object {
    const contact = { hasMobile: Boolean(body.contact.mobile), hasEmail: Boolean(body.contact.email) };
    return {
      bookingId: row.bookingId,
      attendee: row.attendee,
      reference,
      manageTokenHash: this.tokens.hash(this.tokens.ofBooking(row.bookingId, 1)).toString('hex'),
      ruleVersion: this.services.get(row.serviceId).ruleVersion,
      answers: { ...row.answers, ...person.answers },
      messages: planBookingMessages({
        kind: 'booked',
        contact,
        now: this.clock.now(),
        startsAt: row.startsAt,
        occurrence: 1,
        zone: this.config.TIME_ZONE,
      }),
    };
  }

  private personArgument({ firstName, lastName, dateOfBirth, nhsNumber, postcode }: Person): object {
    const rowKey = this.ids.rowKey();
    const key = personKeyText({
      firstName,
      lastName,
      dateOfBirth,
      ...(nhsNumber ? { nhsNumber } : {}),
      ...(postcode ? { postcode } : {}),
    });
    return {
      rowKey,
      firstName,
      lastName,
      dateOfBirth,
      nhsNumberCt: nhsNumber && this.cipher.seal('person.nhs_number', rowKey, nhsNumber).toString('hex'),
      nhsNumberBi: nhsNumber && this.keys.blindIndex('nhs_number', nhsNumber).toString('hex'),
      postcodeCt: postcode && this.cipher.seal('person.postcode', rowKey, postcode).toString('hex'),
      key: this.keys.blindIndex('person_key', key).toString('hex'),
    };
  }

  private contactArgument({ mobile, email, landline }: Body['contact']): object {
    const rowKey = this.ids.rowKey();
    const sealed = (column: string, value: string | undefined): string | undefined =>
      value && this.cipher.seal(`contact.${column}`, rowKey, value).toString('hex');
    const index = (column: string, value: string | undefined): string | undefined =>
      value && this.keys.blindIndex(column, value.toLowerCase()).toString('hex');
    return {
      rowKey,
      mobileCt: sealed('mobile', mobile),
      mobileBi: index('mobile', mobile),
      emailCt: sealed('email', email),
      emailBi: index('email', email),
      landlineCt: sealed('landline', landline),
      landlineBi: index('landline', landline),
    };
  }

  private shown(held: HeldRow[], references: string[]): Answer {
    return {
      bookings: visitsOf(held).map((row, i) => {
        const site = this.directory.get(row.siteId);
        const service = this.services.get(row.serviceId);
        return {
          reference: formatReference(references[i] as string),
          attendee: row.attendee,
          dose: row.dose,
          start: instantText(row.startsAt, this.config.TIME_ZONE),
          lengthMinutes: row.minutes,
          ...(row.options.length > 0 && { options: [...row.options] }),
          site: { id: site.slug, name: site.name },
          service: { id: service.slug, name: service.name },
          manageUrl: `${this.config.PUBLIC_URL}/m/${this.tokens.ofBooking(row.bookingId, 1)}`,
        };
      }),
    };
  }
}
