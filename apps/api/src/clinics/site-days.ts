import { NO_LINE } from './line-table';

/** Days a site's arrays grow by at least, so that a new day at the end is cheap. */
const MORE = 32;

/** What one site has on each day: its first line, whether clinics for different purposes overlap, and how often it changed. */
export class SiteDays {
  private first = 0;
  private heads = new Int32Array(0);
  private mixed = new Uint8Array(0);
  private versions = new Uint32Array(0);
  private changed = 0;

  /** How often any of its days changed. */
  get changes(): number {
    return this.changed;
  }

  /** First line of the day; NO_LINE when there is none. */
  head(day: number): number {
    return this.heads[day - this.first] ?? NO_LINE;
  }

  setHead(day: number, line: number): void {
    if (day < this.first || day >= this.first + this.heads.length) this.reach(day);
    this.heads[day - this.first] = line;
  }

  isMixed(day: number): boolean {
    return this.mixed[day - this.first] === 1;
  }

  get hasMixed(): boolean {
    return this.mixed.includes(1);
  }

  setMixed(day: number, mixed: boolean): void {
    this.mixed[day - this.first] = mixed ? 1 : 0;
  }

  version(day: number): number {
    return this.versions[day - this.first] ?? 0;
  }

  touch(day: number): void {
    const at = day - this.first;
    this.changed += 1;
    this.versions[at] = (this.versions[at] ?? 0) + 1;
  }

  days(): number[] {
    const days: number[] = [];
    for (let at = 0; at < this.heads.length; at += 1) if (this.heads[at] !== NO_LINE) days.push(this.first + at);
    return days;
  }

  /** Days before this one are not kept any longer. */
  dropBefore(day: number): void {
    if (day > this.first) this.span(day, Math.max(day, this.first + this.heads.length));
  }

  private reach(day: number): void {
    const { first, heads } = this;
    if (heads.length === 0) this.span(day, day + MORE);
    else this.span(Math.min(first, day), Math.max(first + heads.length, day + MORE));
  }

  private span(from: number, until: number): void {
    const { first, heads, mixed, versions } = this;
    this.first = from;
    this.heads = new Int32Array(until - from).fill(NO_LINE);
    this.mixed = new Uint8Array(until - from);
    this.versions = new Uint32Array(until - from);
    for (let day = Math.max(from, first); day < Math.min(until, first + heads.length); day += 1) {
      this.heads[day - from] = heads[day - first] as number;
      this.mixed[day - from] = mixed[day - first] as number;
      this.versions[day - from] = versions[day - first] as number;
    }
  }
}
