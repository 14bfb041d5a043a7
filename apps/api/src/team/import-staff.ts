import { Injectable } from '@nestjs/common';
import {
  fieldErrorCatalogue,
  inviteStaff,
  type FieldErrorCode,
  type importStaff,
  isFieldErrorCode,
  type ResponseOf,
} from '@fairslot/contract';
import { readCsv, type CsvRow } from '../platform/csv/read-csv';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { GiveRole } from './give-role';
import type { ManagedScopes } from './team-scope.queries';
import type { NewGrant } from './team.store';

type Answer = ResponseOf<typeof importStaff>;
type Fault = Answer['rows'][number]['faults'][number];

const COLUMNS = ['email', 'name', 'role', 'site'];

/** Invites everybody of a CSV, or nobody: a file with faults is mended first. */
@Injectable()
export class ImportStaff {
  constructor(private readonly roles: GiveRole) {}

  run({ body, caller, requestId }: Parsed<typeof importStaff, StaffCaller>): Promise<Answer> {
    const read = readCsv(body.csv);
    if (!read.ok)
      throw new AppError('invalid', { errors: [{ path: 'csv', code: 'invalid' }], detail: `line ${read.line}` });
    const missing = COLUMNS.filter((column) => !read.columns.includes(column));
    if (missing.length > 0)
      throw new AppError('invalid', {
        errors: missing.map((column) => ({ path: `csv.${column}`, code: 'column_missing' as const })),
      });
    return this.roles.inTeam(caller, async (tx, managed) => {
      const seen = new Set<string>();
      const judged = read.rows.map((row) => this.judge(row, managed, seen));
      const rows = judged.map(({ line, email, name, faults }) => ({ line, email, name, faults }));
      const isClean = judged.every(({ faults }) => faults.length === 0);
      if (body.check || !isClean) return { added: 0, rows };
      for (const { email, name, grant } of judged)
        await this.roles.add(tx, caller, email, name, grant as NewGrant, requestId);
      return { added: judged.length, rows };
    });
  }

  private judge({ line, values }: CsvRow, managed: ManagedScopes, seen: Set<string>) {
    const faults: Fault[] = [];
    const fault = (column: string, code: FieldErrorCode): void => {
      faults.push({ column, code, message: fieldErrorCatalogue[code] });
    };
    const site = values['site'] ?? '';
    const scope = { scope: 'site' as const, scopeId: site };
    const role = (values['role'] ?? '').toLowerCase().replace(/[\s-]+/g, '_');
    const until = values['until']?.trim() || undefined;
    const asked = { email: values['email'], name: values['name'], role, ...scope, ...(until && { until }) };
    const parsed = inviteStaff.body.safeParse(asked);
    if (!parsed.success)
      for (const { path, message } of parsed.error.issues)
        fault(String(path[0]), isFieldErrorCode(message) ? message : 'invalid');
    const found = managed.find('site', site) ?? managed.all().find((one) => one.kind === 'site' && one.name === site);
    if (!found) fault('site', 'unknown_site');
    else if (parsed.success && !found.roles.includes(parsed.data.role)) fault('role', 'role_not_yours');
    if (parsed.success && parsed.data.until && this.roles.isPast(parsed.data.until)) fault('until', 'date_in_past');
    const key = [values['email']?.toLowerCase(), role, site].join(' ');
    if (seen.has(key)) fault('email', 'row_twice');
    seen.add(key);
    const grant: NewGrant | null =
      parsed.success && found
        ? { role: parsed.data.role, kind: 'site', scopeId: found.id, until: this.roles.untilOf(parsed.data.until) }
        : null;
    return { line, email: values['email'] ?? '', name: values['name'] ?? '', faults, grant };
  }
}
