import fs from 'node:fs';
import { once } from 'node:events';
import { personFlags } from '@fairslot/domain';
import type { Resident } from './residents';

export const PEOPLE_HEADINGS =
  'first_name,last_name,date_of_birth,nhs_number,postcode,address,mobile,email,language,sex,ethnicity,practice,place,deprivation_fifth,flags,deceased_on';
export const DOSE_HEADINGS = 'nhs_number,vaccine,given_on,given_at';
const ROUGHLY = 1 << 18;

const quoted = (text: string): string => (text.includes(',') ? `"${text}"` : text);
const words: string[] = [];
const flagWords = (flags: number): string =>
  (words[flags] ??= personFlags.filter((_, bit) => flags & (1 << bit)).join(' '));

/** A row of the list of people, as a coordinator would upload it. */
export function personRow(one: Resident): string {
  const { nhsNumber = '', address = '', mobile = '', email = '', deceasedOn = '' } = one;
  return `${one.firstName},${one.lastName},${one.dateOfBirth},${nhsNumber},${one.postcode},${quoted(address)},${mobile},${email},${one.language},${one.sex},${one.ethnicity},${one.practice},${one.place},${one.deprivationFifth},${flagWords(one.flags)},${deceasedOn}`;
}

/** Rows of the list of doses; only people with a number have any. */
export function doseRows({ nhsNumber, practice, doses }: Resident): string[] {
  return nhsNumber ? doses.map(({ vaccine, givenOn }) => `${nhsNumber},${vaccine},${givenOn},${practice}`) : [];
}

/** A file written a piece at a time, waiting where the disk is slower. */
export class ListFile {
  private readonly stream: fs.WriteStream;
  private piece: string[] = [];
  private length = 0;

  constructor(path: string, headings: string) {
    this.stream = fs.createWriteStream(path);
    this.add(headings);
  }

  add(row: string): void {
    this.piece.push(row);
    this.length += row.length;
  }

  get isFull(): boolean {
    return this.length > ROUGHLY;
  }

  async flush(): Promise<void> {
    if (this.piece.length === 0) return;
    const text = `${this.piece.join('\n')}\n`;
    [this.piece, this.length] = [[], 0];
    if (!this.stream.write(text)) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    await this.flush();
    this.stream.end();
    await once(this.stream, 'close');
  }
}
