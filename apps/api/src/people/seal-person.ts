import { Injectable } from '@nestjs/common';
import { nameKeyText, personKeyText, type ListedPerson } from '@fairslot/domain';
import { Cipher } from '../platform/crypto/cipher';
import { Keys } from '../platform/crypto/keys';
import { Ids } from '../platform/ids/ids';
import type { InvitedContactRow } from './invited-contact.store';
import type { SealedPerson } from './staged-people.store';

/** How somebody on a list can be reached. */
export interface PersonContact {
  mobile?: string;
  email?: string;
  /** Lines apart by comma, without the postcode. */
  address?: string;
}

const COLUMN = 'person_contact.contact';
const OF_INVITATION = 'invitation.contact';
/** Another number whenever more of a person, or something else, is stored than before: then nobody is known by it. */
const SAID = 'person_said/1';

/** What tells a person of a list from others, and whether the list says the same of them as before. */
export interface PersonKeys {
  nhsNumberBi: Buffer | null;
  /** Of name, date of birth and postcode; told apart by it is only who has no number. */
  nameKey: Buffer | null;
  /** Keyed hash of all that the list says. */
  said: Buffer;
}

/** Encrypts what identifies a person or reaches them; what remains readable is what desks search and cohorts count. */
@Injectable()
export class SealPerson {
  constructor(
    private readonly cipher: Cipher,
    private readonly keys: Keys,
    private readonly ids: Ids,
  ) {}

  keysOf(person: ListedPerson, placeId: number): PersonKeys {
    const { nhsNumber } = person;
    return {
      nhsNumberBi: nhsNumber ? this.keys.blindIndex('nhs_number', nhsNumber) : null,
      nameKey: nhsNumber ? null : this.nameKey(person),
      said: this.keys.blindIndex(SAID, saidText(person, placeId)),
    };
  }

  seal(person: ListedPerson, placeId: number, known: PersonKeys): SealedPerson {
    const { firstName, lastName, dateOfBirth, nhsNumber, postcode, mobile, email, address } = person;
    const { previousNhsNumber: previous } = person;
    const { nhsNumberBi, said } = known;
    const [rowKey, contactKey] = [this.ids.rowKeyInOrder(), this.ids.rowKeyInOrder()];
    const contact: PersonContact = {};
    if (mobile) contact.mobile = mobile;
    if (email) contact.email = email;
    if (address) contact.address = address;
    const text = JSON.stringify(contact);
    const nameKey = known.nameKey ?? this.nameKey(person);
    const numberKey = (): Buffer => this.keys.blindIndex('person_key', personKeyText(person));
    return {
      rowKey,
      firstName,
      lastName,
      dateOfBirth,
      nhsNumberCt: nhsNumber ? this.cipher.seal('person.nhs_number', rowKey, nhsNumber) : null,
      nhsNumberBi,
      previousBi: previous && previous !== nhsNumber ? this.keys.blindIndex('nhs_number', previous) : null,
      postcodeCt: postcode ? this.cipher.seal('person.postcode', rowKey, postcode) : null,
      personKey: nhsNumber ? numberKey() : nameKey,
      nameKey,
      // Whoever had another number is looked at anew each time.
      said: previous ? null : said,
      placeId,
      outcode: person.outcode ?? null,
      deprivationFifth: person.deprivationFifth ?? null,
      sex: person.sex ?? null,
      ethnicity: person.ethnicity ?? null,
      language: person.language,
      practice: person.practice ?? null,
      flags: person.flags,
      deceasedOn: person.deceasedOn ?? null,
      contactKey,
      contactCt: this.cipher.seal(COLUMN, contactKey, text),
      contactBi: this.keys.blindIndex('person_contact', text),
      mobileBi: mobile ? this.keys.blindIndex('mobile', mobile) : null,
      emailBi: email ? this.keys.blindIndex('email', email.toLowerCase()) : null,
      hasAddress: address !== undefined && postcode !== undefined,
    };
  }

  open(rowKey: string, contact: Buffer): PersonContact {
    return JSON.parse(this.cipher.open(COLUMN, rowKey, contact)) as PersonContact;
  }

  /** How somebody who was invited can be reached; nothing where nobody knows. */
  openInvited({ rowKey, contact, listKey }: InvitedContactRow): PersonContact {
    if (!contact) return {};
    if (listKey) return this.open(listKey, contact);
    return rowKey ? (JSON.parse(this.cipher.open(OF_INVITATION, rowKey, contact)) as PersonContact) : {};
  }

  private nameKey({ firstName, lastName, dateOfBirth, postcode }: ListedPerson): Buffer {
    return this.keys.blindIndex('person_key', nameKeyText(firstName, lastName, dateOfBirth, postcode));
  }
}

/** Every value that is stored of a person, in one order; what stands between them is in no text of PostgreSQL. */
const saidText = (of: ListedPerson, placeId: number): string =>
  [
    of.firstName,
    of.lastName,
    of.dateOfBirth,
    of.nhsNumber,
    of.previousNhsNumber,
    of.postcode,
    of.address,
    of.mobile,
    of.email,
    of.language,
    of.sex,
    of.ethnicity,
    of.practice,
    of.deprivationFifth,
    of.flags,
    of.deceasedOn,
    placeId,
  ].join('\u0000');
