import type { getWeek, ResponseOf } from '@fairslot/contract';
import { Link } from 'react-router';
import { newClinicAddress, todayAddress } from '../../ui/addresses';
import { formatLongDate } from '../../ui/formats';
import { texts } from '../../ui/texts';
import { useServices } from '../../ui/use-services';
import { WeekTable } from './week-table';

const words = texts.clinics;
type Week = ResponseOf<typeof getWeek>;

/** One day: its clinics, and what is booked and free for each service, which is what vaccine is ordered by. */
export function DayPlan({ week, siteId, mayWrite }: { week: Week; siteId: string; mayWrite: boolean }) {
  const { nameOf } = useServices();
  const [day] = week.days;
  if (!day) return null;
  return (
    <>
      <h2 className="staff-subheading">{formatLongDate(day.date)}</h2>
      <p>
        {words.dayFigures(day)} <Link to={todayAddress(siteId, day.date)}>{words.openList}</Link>
      </p>
      {day.clinics.length === 0 ? (
        <p className="staff-empty">
          {words.noClinicsDay} {mayWrite && <Link to={newClinicAddress(siteId)}>{words.create}</Link>}
        </p>
      ) : (
        <>
          <WeekTable week={{ ...week, days: [day] }} siteId={siteId} />
          <h3 className="staff-subheading">{words.byService}</h3>
          <ul>
            {day.services.map(({ serviceId, booked, free }) => (
              <li key={serviceId}>{words.serviceFigures(nameOf(serviceId), booked, free)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
