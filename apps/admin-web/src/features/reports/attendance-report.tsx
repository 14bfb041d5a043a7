import { useApiQuery } from '@fairslot/client/react';
import { getAttendanceReport, getSiteReport, type Attendance } from '@fairslot/contract';
import { addDays, isLocalDate } from '@fairslot/domain';
import { SelectField, TextField } from '@fairslot/ui';
import { useSearchParams } from 'react-router';
import { now } from '../../ui/clock';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { FiguresTable } from '../../ui/figures-table';
import { dateAt, formatShortWeekday } from '../../ui/formats';
import { errorTexts, texts } from '../../ui/texts';

const words = coordinatorTexts.reports;
const parts = ['booked', 'came', 'given', 'notGiven', 'didNotCome', 'open'] as const;

/** What became of appointments between two dates; of one site, or of all that the caller looks after. What is chosen is in the address. */
export function AttendanceReport({ siteId }: { siteId?: string }) {
  const [search, setSearch] = useSearchParams();
  const today = dateAt(now());
  const date = (name: string, otherwise: string) => {
    const given = search.get(name);
    return given && isLocalDate(given) ? given : otherwise;
  };
  const [from, to] = [date('from', addDays(today, -6)), date('to', today)];
  const groups = siteId ? (['day', 'service', 'clinic'] as const) : (['site', 'service', 'day'] as const);
  const by = groups.find((group) => group === search.get('by')) ?? groups[0];
  const set = (some: Record<string, string>) =>
    setSearch({ from, to, by, ...some }, { replace: true, preventScrollReset: true });
  return (
    <>
      <div className="staff-form__pair">
        <TextField
          id="from"
          name="from"
          type="date"
          label={words.from}
          value={from}
          onChange={({ target }) => set({ from: target.value })}
        />
        <TextField
          id="to"
          name="to"
          type="date"
          label={words.to}
          value={to}
          onChange={({ target }) => set({ to: target.value })}
        />
      </div>
      <SelectField
        id="by"
        label={words.by}
        choices={groups.map((group) => ({ value: group, label: words.groups[group] }))}
        chosen={by}
        onChoose={(group = by) => set({ by: group })}
      />
      {siteId ? (
        <OfSite siteId={siteId} from={from} to={to} by={by === 'site' ? 'day' : by} />
      ) : (
        <OfSites from={from} to={to} by={by === 'clinic' ? 'site' : by} />
      )}
    </>
  );
}

interface Range {
  from: string;
  to: string;
}

function OfSite({ siteId, from, to, by }: Range & { siteId: string; by: 'day' | 'service' | 'clinic' }) {
  const { data, error } = useApiQuery(getSiteReport, { params: { siteId }, query: { from, to, by } });
  return <Figures data={data} fault={error && errorTexts[error.code]} by={by} csv={`${siteId}-${from}-${to}`} />;
}

function OfSites({ from, to, by }: Range & { by: 'day' | 'service' | 'site' }) {
  const { data, error } = useApiQuery(getAttendanceReport, { query: { from, to, by } });
  return <Figures data={data} fault={error && errorTexts[error.code]} by={by} csv={`attendance-${from}-${to}`} />;
}

interface FiguresProps {
  data: { items: (Attendance & { name: string })[]; all: Attendance } | undefined;
  fault: string | null;
  by: keyof typeof words.groups;
  csv: string;
}

function Figures({ data, fault, by, csv }: FiguresProps) {
  if (fault) return <p className="staff-notice staff-notice--warning">{words.range}</p>;
  if (!data) return <p>{texts.loading}</p>;
  if (data.items.length === 0) return <p className="staff-empty">{words.none}</p>;
  const nameOf = (name: string) => (by === 'day' ? formatShortWeekday(name) : name || words.noClinic);
  const row = (name: string, figures: Attendance) => [name, ...parts.map((part) => figures[part])];
  return (
    <FiguresTable
      caption={words.caption}
      columns={[words.groups[by], ...parts.map((part) => words.parts[part])]}
      rows={[...data.items.map((one) => row(nameOf(one.name), one)), row(words.all, data.all)]}
      csv={csv}
    />
  );
}
