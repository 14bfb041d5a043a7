import { Injectable } from '@nestjs/common';
import { personKeyText, type ListedPerson } from '@fairslot/domain';
import { Cipher } from '../platform/crypto/cipher';
import { Keys } from '../platform/crypto/keys';
import { Ids } from '../platform/ids/ids';
import type { SealedPerson } from './staged-people.store';

/** How somebody on a list can be reached. */
export interface PersonContact {
  mobile?: string;
  email?: string;
  /** Lines apart by comma, without the postcode. */
  address?: string;
}

const COLUMN = 'person_contact.contact';

/** Encrypts what identifies a person or reaches them; what remains readable is what desks search and cohorts count. */
@Injectable()
export class SealPerson {
  constructor(
    private readonly cipher: Cipher,
    private readonly keys: Keys,
    private readonly ids: Ids,
  ) {}

  seal(person: ListedPerson, placeId: number): SealedPerson {
    const { firstName, lastName, dateOfBirth, nhsNumber, postcode, mobile, email, address } = person;
    const { previousNhsNumber: previous } = person;
    const [rowKey, contactKey] = [this.ids.rowKeyInOrder(), this.ids.rowKeyInOrder()];
    const named = { firstName, lastName, dateOfBirth, ...(postcode && { postcode }) };
    const key = (facts: Parameters<typeof personKeyText>[0]): Buffer =>
      this.keys.blindIndex('person_key', personKeyText(facts));
    const contact: PersonContact = { ...(mobile && { mobile }), ...(email && { email }), ...(address && { address }) };
    const text = JSON.stringify(contact);
    const nameKey = key(named);
    return {
      rowKey,
      firstName,
      lastName,
      dateOfBirth,
      nhsNumberCt: nhsNumber ? this.cipher.seal('person.nhs_number', rowKey, nhsNumber) : null,
      nhsNumberBi: nhsNumber ? this.keys.blindIndex('nhs_number', nhsNumber) : null,
      previousBi: previous && previous !== nhsNumber ? this.keys.blindIndex('nhs_number', previous) : null,
      postcodeCt: postcode ? this.cipher.seal('person.postcode', rowKey, postcode) : null,
      personKey: nhsNumber ? key({ ...named, nhsNumber }) : nameKey,
      nameKey,
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
}
