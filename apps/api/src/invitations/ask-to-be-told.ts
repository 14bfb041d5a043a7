import { Inject, Injectable } from '@nestjs/common';
import type { askToBeTold, ResponseOf } from '@fairslot/contract';
import {
  addDays,
  instantsOf,
  type LocalDate,
  makeInvitationCode,
  personKeyText,
  planInvitation,
  WIDEST_HOURS,
} from '@fairslot/domain';
import { CONFIG, type Config, holidaysOf } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import { Keys } from '../platform/crypto/keys';
import type { Tx } from '../platform/database/database';
import { AnswerOnce } from '../platform/http/answer-once';
import { AppError } from '../platform/http/app-error';
import { AttemptsStore } from '../platform/http/attempts.store';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { JudgeEligibility } from '../services/judge-eligibility';
import { ServiceCatalogue } from '../services/service-catalogue';
import type { ServiceRow } from '../services/service.entity';
import { AlertsStore, type NewAlert } from './alerts.store';

type Request = Parsed<typeof askToBeTold>;
type Answer = ResponseOf<typeof askToBeTold>;

const SENT_AT = '10:00';
const LASTS_DAYS = 90;
const SECOND_AFTER_DAYS = 3;

/** "Tell me when I can book" is an invitation of one's own that leaves on the first possible day, and is stopped like any other. */
@Injectable()
export class AskToBeTold {
  constructor(
    private readonly once: AnswerOnce,
    private readonly store: AlertsStore,
    private readonly attempts: AttemptsStore,
    private readonly services: ServiceCatalogue,
    private readonly eligibility: JudgeEligibility,
    private readonly ids: Ids,
    private readonly keys: Keys,
    private readonly cipher: Cipher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  run(request: Request): Promise<Answer> {
    return this.once.insteadOfRefusal('alert', request, () => this.ask(request));
  }

  private async ask(request: Request): Promise<Answer> {
    const { body } = request;
    const service = this.services.find(body.serviceId);
    const faults = this.eligibility.birthFaults(body.dateOfBirth, 'dateOfBirth');
    if (!service) faults.push({ path: 'serviceId', code: 'unknown_service' });
    if (!service || faults.length > 0) throw new AppError('invalid', { errors: faults });
    const on = this.firstDay(service, body);
    return this.once.run('alert', request, { on }, async (tx) => {
      await this.demandFew(tx, body.contact);
      await this.store.add(tx, this.alert(service, body, on));
    });
  }

  /** The first day on which this person may have the service; today is none, because they can book. */
  private firstDay(service: ServiceRow, { dateOfBirth, answers }: Request['body']): LocalDate {
    const today = this.eligibility.today();
    const { state, opensOn } = this.services.shown(service).season;
    if (state === 'closed' || state === 'paused') throw new AppError('service_closed');
    const from = state === 'opens' && opensOn ? opensOn : today;
    const eligibility = this.eligibility.judge(service, dateOfBirth, answers, from);
    if (eligibility.outcome === 'not_yet' && eligibility.earliestDate) return eligibility.earliestDate;
    // What is still to be asked is asked when they book.
    const mayBook = eligibility.outcome === 'eligible' || eligibility.outcome === 'needs_information';
    if (!mayBook) throw new AppError('not_eligible', { eligibility });
    if (from === today) throw new AppError('wrong_state');
    return from;
  }

  /** Nobody's phone is filled with what somebody else asked for. */
  private async demandFew(tx: Tx, { mobile, email = '' }: Request['body']['contact']): Promise<void> {
    const counted = this.keys.blindIndex('alert', mobile ?? email.toLowerCase());
    await this.attempts.demandIn(tx, 'alert', counted, this.config.LIMIT_LOOK_UPS);
  }

  private alert(service: ServiceRow, body: Request['body'], on: LocalDate): NewAlert {
    const { firstName, lastName, dateOfBirth, contact, language } = body;
    const [personRow, rowKey] = [this.ids.rowKey(), this.ids.rowKey()];
    const { TIME_ZONE: zone } = this.config;
    const at = (date: LocalDate): Date => instantsOf(date, SENT_AT, zone)[0] ?? new Date(`${date}T12:00:00Z`);
    const expiresAt = at(addDays(on, LASTS_DAYS));
    const channel = contact.mobile ? 'sms' : 'email';
    const planned = planInvitation(channel, {
      now: at(on),
      ends: expiresAt,
      secondAfterDays: SECOND_AFTER_DAYS,
      // The page says on which day, and it is what the person asked for.
      hours: WIDEST_HOURS,
      zone,
      holidays: holidaysOf(this.config),
    });
    return {
      person: {
        rowKey: personRow,
        firstName,
        lastName,
        dateOfBirth,
        personKey: this.keys.blindIndex('person_key', personKeyText({ firstName, lastName, dateOfBirth })),
      },
      invitation: {
        serviceId: service.id,
        rowKey,
        tokenHash: this.ids.hash(this.keys.token('invitation', rowKey, 1, 16)),
        codeIndex: this.keys.blindIndex(
          'invitation_code',
          makeInvitationCode(this.keys.blindIndex('invitation_code_of', rowKey)),
        ),
        contact: this.cipher.seal('invitation.contact', rowKey, JSON.stringify(contact)),
        language,
        expiresAt,
      },
      messages: planned.map((message) => ({ ...message, channel })),
    };
  }
}
