import { fieldErrorCatalogue, type FieldErrorCode, type PeopleImport } from '@fairslot/contract';

export type Fault = PeopleImport['faults'][number];

/** Faults that are told row by row; those beyond are counted. */
const MOST_TOLD = 5000;
const FOUND_TOLD = 40;

/** What is wrong with a list, or a piece of one: counted by kind, and told row by row up to a bound. */
export class ListFaults {
  readonly told: Fault[] = [];
  /** `column code` → rows. */
  readonly counts = new Map<string, number>();

  /** `sameAs` is the line of the row that says the same. */
  tell(line: number, column: string, found: string, code: FieldErrorCode, sameAs?: number): void {
    this.count(`${column} ${code}`, 1);
    const message = fieldErrorCatalogue[code];
    if (this.told.length >= MOST_TOLD) return;
    const fault = { line, column, found: found.slice(0, FOUND_TOLD), code, message };
    this.told.push(sameAs === undefined ? fault : { ...fault, sameAs });
  }

  /** With those of a piece that was read elsewhere. */
  add(told: readonly Fault[], counts: Iterable<readonly [kind: string, rows: number]>): void {
    for (const [kind, rows] of counts) this.count(kind, rows);
    for (const fault of told) if (this.told.length < MOST_TOLD) this.told.push(fault);
  }

  /** By line; and by kind, the most frequent first. */
  inOrder(): Pick<PeopleImport, 'faults' | 'faultGroups'> {
    const faultGroups = [...this.counts].map(([kind, rows]) => {
      const [column = '', code = ''] = kind.split(' ');
      return { column, code, message: fieldErrorCatalogue[code as FieldErrorCode], rows };
    });
    return {
      faults: this.told.sort((a, b) => a.line - b.line),
      faultGroups: faultGroups.sort((a, b) => b.rows - a.rows),
    };
  }

  private count(kind: string, rows: number): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + rows);
  }
}
