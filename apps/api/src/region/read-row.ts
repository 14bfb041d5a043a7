import { fieldErrorCatalogue, type FieldErrorCode, type Imported } from '@fairslot/contract';
import type { CsvRow } from '../platform/csv/read-csv';

type Fault = Imported['rows'][number]['faults'][number];

export interface Judged<R> {
  line: number;
  name: string;
  faults: Fault[];
  row: R;
}

const YES = /^(y|yes|true|1|x|ja|oui|si)$/i;
const NO = /^(|n|no|false|0|-|nein|non)$/i;

/** Notes faults of one row; `text` reads a column that must have something in it, and not too much. */
export function rowReader({ values }: CsvRow) {
  const faults: Fault[] = [];
  const fault = (column: string, code: FieldErrorCode): void => {
    faults.push({ column, code, message: fieldErrorCatalogue[code] });
  };
  const optional = (column: string, most: number): string => {
    const value = values[column] ?? '';
    if (value.length > most) fault(column, 'invalid');
    return value;
  };
  const text = (column: string, most: number): string => {
    const value = optional(column, most);
    if (value === '') fault(column, 'required');
    return value;
  };
  const number = (column: string, most: number): number => {
    const value = text(column, 30);
    const read = Number(value.replace(',', '.'));
    if (value !== '' && (!Number.isFinite(read) || Math.abs(read) > most)) fault(column, 'number_wrong');
    return Number.isFinite(read) ? read : 0;
  };
  /** Yes, or else one of the words allowed there; undefined for no and for nothing. */
  const choice = <W extends string>(column: string, words: readonly W[] = []): W | 'yes' | undefined => {
    const value = (values[column] ?? '').toLowerCase();
    const word = words.find((one) => one === value);
    if (word) return word;
    if (YES.test(value)) return 'yes';
    if (!NO.test(value)) fault(column, 'unknown_value');
    return undefined;
  };
  /** Several in one cell, with a semicolon or a line between. */
  const list = (column: string): string[] =>
    (values[column] ?? '')
      .split(/[;\n]/)
      .map((one) => one.trim())
      .filter(Boolean);
  return { faults, fault, optional, text, number, choice, list };
}
