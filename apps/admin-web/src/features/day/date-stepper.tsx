import { addDays, isLocalDate, type LocalDate } from '@fairslot/domain';
import { Button } from '@fairslot/ui';
import { Link, useNavigate } from 'react-router';
import { todayAddress } from '../../ui/addresses';
import { texts } from '../../ui/texts';

const words = texts.day;

interface Props {
  siteId: string;
  date: LocalDate;
  /** What the calendar says at the site. */
  today: LocalDate;
}

export function DateStepper({ siteId, date, today }: Props) {
  const navigate = useNavigate();
  const address = (day: LocalDate) => todayAddress(siteId, day === today ? null : day);
  const isToday = date === today;
  return (
    <nav className="staff-stepper" aria-label={words.chooseDay}>
      <Link to={address(addDays(date, -1))}>
        <span aria-hidden="true">‹ </span>
        {isToday ? words.yesterday : words.previousDay}
      </Link>
      <Link to={address(today)} aria-current={isToday ? 'date' : undefined}>
        {words.today}
      </Link>
      <Link to={address(addDays(date, 1))}>
        {isToday ? words.tomorrow : words.nextDay}
        <span aria-hidden="true"> ›</span>
      </Link>
      <form
        key={date}
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget).get('date');
          if (typeof typed === 'string' && isLocalDate(typed)) void navigate(address(typed));
        }}
      >
        <label htmlFor="day">{words.date}</label>
        <input id="day" className="nhsuk-input" type="date" name="date" defaultValue={date} />
        <Button variant="secondary" small>
          {words.go}
        </Button>
      </form>
    </nav>
  );
}
