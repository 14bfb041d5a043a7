import type { getWeek, ResponseOf } from '@fairslot/contract';
import { StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { Link } from 'react-router';
import { clinicAddress } from '../../ui/addresses';
import { formatLocalTime, formatLongDate, formatShortWeekday } from '../../ui/formats';
import { specialWords } from '../../ui/special-words';
import { texts } from '../../ui/texts';
import { useServices } from '../../ui/use-services';
import { statusOf } from './status-words';

const words = texts.clinics;
const columns = Object.values(words.columns);

/** The same week as rows. */
export function WeekTable({ week, siteId }: { week: ResponseOf<typeof getWeek>; siteId: string }) {
  const { nameOf } = useServices();
  const rows = week.days.flatMap((day) =>
    day.clinics.filter(({ status }) => status !== 'cancelled').map((clinic) => ({ day, clinic })),
  );
  if (rows.length === 0) return <p className="staff-empty">{words.noneInWeek}</p>;
  return (
    <StaffTable caption={words.weekOf(formatLongDate(week.from))} columns={columns}>
      {rows.map(({ day, clinic }) => (
        <StaffRow key={clinic.id}>
          <StaffCell kind="time" names>
            <Link to={clinicAddress(siteId, clinic.id)}>
              {formatShortWeekday(day.date)}, {words.times(formatLocalTime(clinic.from), formatLocalTime(clinic.until))}
            </Link>
          </StaffCell>
          <StaffCell heading={words.columns.services}>
            {[
              ...clinic.services.map(({ serviceId, booked }) => words.perService(nameOf(serviceId), booked)),
              ...specialWords(clinic.options),
            ].join(', ')}
          </StaffCell>
          <StaffCell heading={words.columns.booked}>{words.fill(clinic.booked, clinic.capacity)}</StaffCell>
          <StaffCell heading={words.columns.held}>{clinic.held}</StaffCell>
          <StaffCell heading={words.columns.keptBack}>{clinic.reserved}</StaffCell>
          <StaffCell heading={words.columns.free}>{clinic.free}</StaffCell>
          <StaffCell kind="status">{statusOf(clinic)}</StaffCell>
        </StaffRow>
      ))}
    </StaffTable>
  );
}
