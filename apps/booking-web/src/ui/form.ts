import type { DateParts } from '@fairslot/ui';

/** What a browser sent with a form: text fields, cut to a sane length. */
export class Form {
  constructor(private readonly values: URLSearchParams) {}

  static async of(request: Request): Promise<Form> {
    return new Form(new URLSearchParams(await request.text()));
  }

  text(name: string): string {
    return (this.values.get(name) ?? '').slice(0, 300).trim();
  }

  all(name: string): string[] {
    return this.values.getAll(name).map((value) => value.slice(0, 300));
  }

  date(name: string): DateParts {
    return { day: this.text(`${name}-day`), month: this.text(`${name}-month`), year: this.text(`${name}-year`) };
  }
}

export const noDate: DateParts = { day: '', month: '', year: '' };

/** '1952-03-27' → the three boxes of a date field. */
export function datePartsOf(date: string | undefined): DateParts {
  if (!date) return noDate;
  return { day: String(Number(date.slice(8, 10))), month: String(Number(date.slice(5, 7))), year: date.slice(0, 4) };
}
