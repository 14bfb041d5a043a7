import { Injectable } from '@nestjs/common';
import { type HomeVisitPerson, homeVisitKeyText } from '@fairslot/domain';
import { Cipher } from '../platform/crypto/cipher';
import { Keys } from '../platform/crypto/keys';

/** What somebody says who asks to be called about a visit at home. */
export interface HomeVisitDetails extends HomeVisitPerson {
  phone: string;
}

const COLUMN = 'home_visit.details';

/** Encrypts who asks for a visit at home, and finds their wishes again. */
@Injectable()
export class SealHomeVisit {
  constructor(
    private readonly cipher: Cipher,
    private readonly keys: Keys,
  ) {}

  index(person: HomeVisitPerson): Buffer {
    return this.keys.blindIndex(COLUMN, homeVisitKeyText(person));
  }

  /** Of every wish that may be theirs: nobody has to say a postcode when they ask. */
  indexes({ firstName, lastName, dateOfBirth, postcode }: HomeVisitPerson): Buffer[] {
    const unplaced = { firstName, lastName, dateOfBirth };
    return [unplaced, ...(postcode ? [{ ...unplaced, postcode }] : [])].map((person) => this.index(person));
  }

  seal(rowKey: string, details: HomeVisitDetails): Buffer {
    return this.cipher.seal(COLUMN, rowKey, JSON.stringify(details));
  }

  open(rowKey: string, details: Buffer): HomeVisitDetails {
    return JSON.parse(this.cipher.open(COLUMN, rowKey, details)) as HomeVisitDetails;
  }
}
