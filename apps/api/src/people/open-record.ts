import { Inject, Injectable } from '@nestjs/common';
import type { eraseRecord, exportRecord, RecordViews, ResponseOf, seeRecordViews } from '@fairslot/contract';
import { instantText } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import { Keys } from '../platform/crypto/keys';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { AuditStore, staffActor } from '../staff/audit.store';
import { demandRegion } from '../staff/staff.policy';
import { type Held, RecordsStore } from './records.store';
import { SealHomeVisit } from './seal-home-visit';

type Opened = ReturnType<OpenRecord['opened']>;
type About = Pick<Parsed<typeof exportRecord, StaffCaller>, 'body' | 'caller' | 'requestId'>;

/** What is held about one person: who saw it, all of it, or its end. Each look is noted, and seen by the next one. */
@Injectable()
export class OpenRecord {
  constructor(
    private readonly database: Database,
    private readonly store: RecordsStore,
    private readonly audit: AuditStore,
    private readonly cipher: Cipher,
    private readonly keys: Keys,
    private readonly sealing: SealHomeVisit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  views(request: Parsed<typeof seeRecordViews, StaffCaller>): Promise<RecordViews> {
    return this.on(request, 'record.views_seen', async (tx, people) => ({
      items: (await this.store.views(tx, people)).map(({ at, actor, action, site }) => ({
        at: instantText(at, this.config.TIME_ZONE),
        who: actor,
        action,
        site,
      })),
    }));
  }

  export(request: About): Promise<ResponseOf<typeof exportRecord>> {
    return this.on(request, 'record.exported', async (tx, people) => {
      const opened = this.opened(await this.store.held(tx, people));
      const homeVisits = await this.store.homeVisits(tx, this.homeVisitIndexes(opened));
      return {
        ...opened,
        homeVisits: homeVisits.map(({ rowKey, details, ...one }) => ({
          ...one,
          ...this.sealing.open(rowKey, Buffer.from(details, 'hex')),
        })),
      };
    });
  }

  erase(request: Parsed<typeof eraseRecord, StaffCaller>): Promise<ResponseOf<typeof eraseRecord>> {
    return this.on(request, 'record.erased', async (tx, people) => {
      const wishes = this.homeVisitIndexes(this.opened(await this.store.held(tx, people)));
      const { live, erased } = await this.store.erase(tx, people);
      if (live > 0) throw new AppError('wrong_state');
      await this.store.eraseHomeVisits(tx, wishes);
      return { erased };
    });
  }

  private async on<R>(
    { body, caller, requestId }: About,
    action: string,
    work: (tx: Tx, people: string[]) => Promise<R>,
  ): Promise<R> {
    demandRegion(caller, 'people:records');
    const index = body.nhsNumber === undefined ? null : this.keys.blindIndex('nhs_number', body.nhsNumber);
    return this.database.tx(async (tx) => {
      const people = await this.store.find(tx, index, body.reference ?? null);
      if (people.length === 0) throw new AppError('not_found');
      const answer = await work(tx, people);
      await this.audit.note(tx, {
        actor: staffActor(caller.userId),
        action,
        siteId: null,
        requestId,
        // Row numbers, which mean nothing outside and stay when the person is erased.
        details: { people: people.map(Number), reason: body.reason },
      });
      return answer;
    });
  }

  /** Who asked for a visit at home is found by the name that they gave and the postcode, if they gave one, and by nothing else. */
  private homeVisitIndexes({ people }: Opened): Buffer[] {
    return people.flatMap(({ postcode, ...person }) =>
      this.sealing.indexes({ ...person, ...(postcode && { postcode }) }),
    );
  }

  private opened({ people, lists, bookings, ...rest }: Held) {
    const open = (column: string, key: string | null, sealed: string | null): string | null =>
      sealed && key && this.cipher.open(column, key, Buffer.from(sealed, 'hex'));
    return {
      ...rest,
      people: people.map(({ rowKey, nhsNumber, postcode, ...one }) => ({
        ...one,
        nhsNumber: open('person.nhs_number', rowKey, nhsNumber),
        postcode: open('person.postcode', rowKey, postcode),
      })),
      lists: lists.map(({ contactKey, contact, ...one }) => {
        const read = open('person_contact.contact', contactKey, contact);
        return { ...one, contact: read && (JSON.parse(read) as object) };
      }),
      bookings: bookings.map(({ contactKey, mobile, email, landline, ...one }) => ({
        ...one,
        mobile: open('contact.mobile', contactKey, mobile),
        email: open('contact.email', contactKey, email),
        landline: open('contact.landline', contactKey, landline),
      })),
    };
  }
}
