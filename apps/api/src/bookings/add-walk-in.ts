import { Injectable } from '@nestjs/common';
import type { addWalkIn, ResponseOf } from '@fairslot/contract';
import { personKeyText } from '@fairslot/domain';
import { Cipher } from '../platform/crypto/cipher';
import { Keys } from '../platform/crypto/keys';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { UsedKeys } from '../platform/http/used-keys';
import { Ids } from '../platform/ids/ids';
import { JudgeEligibility } from '../services/judge-eligibility';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { BookingTokens } from './booking-tokens';
import { DayRowQueries } from './day-row.queries';
import { type WalkInOutcome, WalkInsStore } from './walk-ins.store';

type Request = Parsed<typeof addWalkIn, StaffCaller>;

/**
 * Somebody who stands at the desk without an appointment. They are served whether or not a place is free, and whatever
 * the rules of the service say: who is at the desk is judged by who is at the desk, also where a clinic is for women only.
 */
@Injectable()
export class AddWalkIn {
  constructor(
    private readonly database: Database,
    private readonly store: WalkInsStore,
    private readonly rows: DayRowQueries,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly eligibility: JudgeEligibility,
    private readonly tokens: BookingTokens,
    private readonly cipher: Cipher,
    private readonly keys: Keys,
    private readonly ids: Ids,
    private readonly usedKeys: UsedKeys,
  ) {}

  run(request: Request): Promise<ResponseOf<typeof addWalkIn>> {
    const { params, caller } = request;
    const siteId = siteInScope(caller, 'day:act', this.directory.find(params.siteId)?.id);
    return this.usedKeys.within(`walk_in:${siteId}`, request, () => this.write(request, siteId));
  }

  private async write(request: Request, siteId: number): Promise<ResponseOf<typeof addWalkIn>> {
    const { body } = request;
    const faults = this.eligibility.birthFaults(body.dateOfBirth, 'dateOfBirth');
    if (!this.services.find(body.serviceId)) faults.push({ path: 'serviceId', code: 'unknown_service' });
    if (faults.length > 0) throw new AppError('invalid', { errors: faults });
    return this.database.staffTx([siteId], async (tx) => {
      const outcome = await this.add(tx, siteId, request);
      if (outcome.outcome === 'reused') throw new AppError('idempotency_key_reused');
      if (outcome.outcome === 'women_only')
        throw new AppError('invalid', { errors: [{ path: 'womenOnly', code: 'women_only' }] });
      if (outcome.outcome === 'in_progress') throw new AppError('in_progress', { retryAfter: 1 });
      if (outcome.outcome === 'replay') void request.reply.header('idempotent-replayed', 'true');
      return { row: await this.rows.one(tx, outcome.bookingId), tookPlace: outcome.place };
    });
  }

  private add(
    tx: Tx,
    siteId: number,
    { body, caller, idempotencyKey, requestHash, requestId }: Request,
  ): Promise<WalkInOutcome> {
    const service = this.services.find(body.serviceId);
    const { firstName, lastName, dateOfBirth, nhsNumber, mobile, email, help, womenOnly } = body;
    const personKey = this.ids.rowKey();
    const contactKey = this.ids.rowKey();
    const seed = this.ids.rowKey();
    const text = personKeyText({ firstName, lastName, dateOfBirth, ...(nhsNumber ? { nhsNumber } : {}) });
    const sealed = (column: string, key: string, value: string | undefined) =>
      value && this.cipher.seal(column, key, value).toString('hex');
    const index = (column: string, value: string | undefined) =>
      value && this.keys.blindIndex(column, value.toLowerCase()).toString('hex');
    return this.store.add(tx, siteId, idempotencyKey, requestHash, {
      actor: staffActor(caller.userId),
      serviceId: service?.id,
      minutes: service?.minutes,
      ruleVersion: service?.ruleVersion,
      reference: this.ids.reference(),
      personKey: this.keys.blindIndex('person_key', text).toString('hex'),
      person: {
        rowKey: personKey,
        firstName,
        lastName,
        dateOfBirth,
        nhsNumberCt: sealed('person.nhs_number', personKey, nhsNumber),
        nhsNumberBi: index('nhs_number', nhsNumber),
      },
      contact: {
        rowKey: contactKey,
        mobileCt: sealed('contact.mobile', contactKey, mobile),
        mobileBi: index('mobile', mobile),
        emailCt: sealed('contact.email', contactKey, email),
        emailBi: index('email', email),
      },
      seed,
      tokenHash: this.tokens.hash(this.tokens.ofHold(seed)).toString('hex'),
      help,
      womenOnly,
      requestId,
    });
  }
}
