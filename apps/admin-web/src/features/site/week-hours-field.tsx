import type { SiteDetails } from '@fairslot/contract';
import { texts } from '../../ui/texts';

type Hours = SiteDetails['hours'];
const days = [1, 2, 3, 4, 5, 6, 7] as const;

interface WeekHoursFieldProps {
  name: string;
  label: string;
  hint: string;
  hours: Hours;
  error: string | undefined;
  onChange: (hours: Hours) => void;
}

/** From when to when on each day of the week; a day without both times is a day without. */
export function WeekHoursField({ name, label, hint, hours, error, onChange }: WeekHoursFieldProps) {
  const words = texts.site.week;
  const spanOf = (day: number) => hours.find((one) => one.day === day) ?? { day, from: '', until: '' };
  function set(day: number, change: Partial<Hours[number]>) {
    const span = { ...spanOf(day), ...change };
    const others = hours.filter((one) => one.day !== day);
    onChange(span.from || span.until ? [...others, span].sort((a, b) => a.day - b.day) : others);
  }
  return (
    <fieldset
      className={`nhsuk-fieldset nhsuk-form-group staff-week-hours${error ? ' nhsuk-form-group--error' : ''}`}
      aria-describedby={error ? `${name}-hint ${name}-error` : `${name}-hint`}
      id={name}
      tabIndex={-1}
    >
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{label}</legend>
      <div className="nhsuk-hint" id={`${name}-hint`}>
        {hint}
      </div>
      {error ? (
        <p className="nhsuk-error-message" id={`${name}-error`}>
          {error}
        </p>
      ) : null}
      {days.map((day) => (
        <div className="staff-week-hours__day" key={day}>
          <span>{words.days[day]}</span>
          {(['from', 'until'] as const).map((end) => (
            <input
              key={end}
              type="time"
              className="nhsuk-input"
              aria-label={`${label} ${words.days[day]}, ${words[end]}`}
              value={spanOf(day)[end]}
              onChange={(event) => set(day, { [end]: event.target.value })}
            />
          ))}
        </div>
      ))}
    </fieldset>
  );
}
