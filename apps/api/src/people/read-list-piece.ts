import type { FieldErrorCode } from '@fairslot/contract';
import { readPerson, type ListedPerson, type LocalDate } from '@fairslot/domain';
import { isUtf8 } from 'node:buffer';
import { Cipher } from '../platform/crypto/cipher';
import { Keys } from '../platform/crypto/keys';
import type { Config } from '../platform/config/config';
import { readPiece } from '../platform/csv/read-piece';
import { CopyTuples } from '../platform/database/copy-tuples';
import { Ids } from '../platform/ids/ids';
import { type Fault, ListFaults } from './list-faults';
import { type PersonKeys, SealPerson } from './seal-person';
import { nameHash } from './seen-people';
import { writeStaged } from './staged-people.store';

/** What reading a list needs; it is sent to other threads, so it is plain. */
export interface ListTerms {
  config: Pick<Config, 'SECRET_KEY'> & Partial<Pick<Config, 'NHS_NUMBER'>>;
  today: LocalDate;
  delimiter: ',' | ';';
  /** For each value of a row, the column it is; null where it is none. */
  columns: readonly (string | null)[];
  /** Places that the caller may bring people into, and the Place that most of an outcode lies in. */
  places: readonly { id: number; slug: string; name: string }[];
  outcodes: readonly [outcode: string, placeId: number | null][];
}

/** By which the good rows of a piece are told apart; plain bytes, because they come from another thread. */
export interface ToldApart {
  /** Of each, 16 bytes that tell one person from another, and 16 of all that is said. */
  keys: Buffer;
  said: Buffer;
  /** 1 where the key is of a number. */
  byNumber: Uint8Array;
  /** Hash of the first name. */
  names: Int32Array;
  lines: Int32Array;
}

/** What a piece of a list says. */
export interface JudgedPiece extends ToldApart {
  /** By which the reader still knows its good rows, until they are sealed. */
  id: number;
  rows: number;
  bad: number;
  faults: Fault[];
  /** `column code` → rows, counted beyond the faults that are told. */
  faultCounts: [kind: string, rows: number][];
}

export const KEY_BYTES = 16;
const NUMBERS = ['nhs_number', 'previous_nhs_number'] as const;

interface GoodRow {
  line: number;
  person: ListedPerson;
  placeId: number;
}

/** Reads rows of a list, judges them and seals what identifies a person: the work that takes the time, and needs nobody else. */
export class ReadListPiece {
  private readonly sealing: SealPerson;
  private readonly placeIds: Map<string, number>;
  private readonly allowed: Set<number>;
  private readonly byOutcode: Map<string, number | null>;
  private readonly unsealed = new Map<number, ToldApart & { good: GoodRow[] }>();
  private pieces = 0;

  constructor(private readonly terms: ListTerms) {
    const keys = new Keys(terms.config as Config);
    this.sealing = new SealPerson(new Cipher(keys), keys, new Ids(keys));
    this.placeIds = new Map(
      terms.places.flatMap(({ id, slug, name }) => [
        [slug, id],
        [name.toLowerCase(), id],
      ]),
    );
    this.allowed = new Set(terms.places.map(({ id }) => id));
    this.byOutcode = new Map(terms.outcodes);
  }

  read(bytes: Buffer, line: number): JudgedPiece {
    const text = textOf(bytes);
    const rows = readPiece(text, line, this.terms.delimiter);
    const mayHoldNul = text.includes('\0');
    const good: GoodRow[] = [];
    const told = new ListFaults();
    for (const { line: at, values } of rows) {
      const row = this.named(values);
      const { person, faults } = readPerson(row, this.terms.today);
      const found: { column: string; code: FieldErrorCode }[] = [...faults];
      if (mayHoldNul) found.push(...unwritableIn(row));
      if (this.terms.config.NHS_NUMBER === 'off')
        for (const column of NUMBERS) if (row[column]?.trim()) found.push({ column, code: 'nhs_number_off' });
      const placeId = this.placeOf(person);
      if (placeId === undefined) found.push({ column: row['place'] ? 'place' : 'postcode', code: 'unknown_place' });
      if (found.length === 0 && placeId !== undefined) {
        good.push({ line: at, person, placeId });
        continue;
      }
      for (const { column, code } of found) told.tell(at, column, row[column] ?? '', code);
    }
    this.pieces += 1;
    const apart = this.toldApart(good);
    this.unsealed.set(this.pieces, { good, ...apart });
    return {
      id: this.pieces,
      rows: rows.length,
      bad: rows.length - good.length,
      ...apart,
      faults: told.told,
      faultCounts: [...told.counts],
    };
  }

  /** These good rows of a piece in the form of people_staging; the rest of the piece is forgotten. */
  seal(id: number, wanted: readonly number[]): Buffer {
    const piece = this.unsealed.get(id);
    this.unsealed.delete(id);
    if (!piece || wanted.length === 0) return Buffer.alloc(0);
    const tuples = new CopyTuples();
    for (const at of wanted) {
      const { line, person, placeId } = piece.good[at] as GoodRow;
      writeStaged(tuples, line, this.sealing.seal(person, placeId, keysAt(piece, at)));
    }
    return tuples.bytes();
  }

  private toldApart(good: readonly GoodRow[]): ToldApart {
    const [keys, said] = [Buffer.alloc(good.length * KEY_BYTES), Buffer.alloc(good.length * KEY_BYTES)];
    const [lines, names] = [new Int32Array(good.length), new Int32Array(good.length)];
    const byNumber = new Uint8Array(good.length);
    for (const [at, { line, person, placeId }] of good.entries()) {
      const of = this.sealing.keysOf(person, placeId);
      (of.nhsNumberBi ?? (of.nameKey as Buffer)).copy(keys, at * KEY_BYTES);
      of.said.copy(said, at * KEY_BYTES);
      byNumber[at] = of.nhsNumberBi ? 1 : 0;
      lines[at] = line;
      names[at] = nameHash(person.firstName.toLowerCase());
    }
    return { lines, keys, said, byNumber, names };
  }

  private named(values: readonly string[]): Record<string, string> {
    const row: Record<string, string> = {};
    for (const [at, column] of this.terms.columns.entries()) if (column !== null) row[column] = values[at] ?? '';
    return row;
  }

  /** The Place that the list names, else the one that most of the outcode lies in; only of those the caller may bring people into. */
  private placeOf({ place, outcode }: ListedPerson): number | undefined {
    if (place) return this.placeIds.get(place.toLowerCase());
    const id = outcode === undefined ? undefined : this.byOutcode.get(outcode);
    return id !== undefined && id !== null && this.allowed.has(id) ? id : undefined;
  }
}

function keysAt({ keys, said, byNumber }: ToldApart, at: number): PersonKeys {
  const of = (all: Buffer): Buffer => all.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES);
  const [key, isNumber] = [of(keys), byNumber[at] === 1];
  return { nhsNumberBi: isNumber ? key : null, nameKey: isNumber ? null : key, said: of(said) };
}

/** Columns with what no database can hold. */
export const unwritableIn = (row: Record<string, string>): { column: string; code: FieldErrorCode }[] =>
  Object.keys(row).flatMap((column) => (row[column]?.includes('\0') ? [{ column, code: 'characters_wrong' }] : []));

/** UTF-8, or the older Windows characters that spreadsheets still write. */
export function textOf(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : new TextDecoder('windows-1252').decode(bytes);
}
