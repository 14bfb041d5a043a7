// oxlint-disable jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/no-redundant-roles -- a table that arrows move in is a grid, whose cells say so
import type { getWeek, ResponseOf } from '@fairslot/contract';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { clinicAddress, todayAddress } from '../../ui/addresses';
import { formatLocalTime, formatLongDate, formatShortWeekday } from '../../ui/formats';
import { specialWords } from '../../ui/special-words';
import { texts } from '../../ui/texts';
import { FillBar } from './fill-bar';
import { useServices } from '../../ui/use-services';
import { statusOf } from './status-words';

const words = texts.clinics;
type Week = ResponseOf<typeof getWeek>;
type Day = Week['days'][number];
type Block = Day['clinics'][number];

interface Props {
  week: Week;
  siteId: string;
  today: string;
}

const shown = (day: Day): Block[] => day.clinics.filter(({ status }) => status !== 'cancelled');

/**
 * Seven columns of clinics. One stop of Tab; arrows move between days and clinics, Enter opens. Each cell says all of
 * itself, so that it is heard without looking at the column above it.
 */
export function WeekGrid({ week, siteId, today }: Props) {
  const grid = useRef<HTMLTableElement>(null);
  const navigate = useNavigate();
  const { nameOf } = useServices();
  // Where a reader begins, and what a narrow screen shows first.
  const begin = Math.max(
    0,
    week.days.findIndex(({ date }) => date === today),
  );
  useEffect(() => {
    const wrap = grid.current?.parentElement;
    const heading = grid.current?.querySelectorAll<HTMLElement>('thead th')[begin];
    if (wrap && heading) wrap.scrollLeft = heading.offsetLeft;
  }, [begin, week.from]);
  const rows = Math.max(1, ...week.days.map((day) => shown(day).length));
  const cellAt = (row: number, column: number) =>
    grid.current?.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`) ?? null;

  function move(event: KeyboardEvent<HTMLElement>, row: number, column: number) {
    const to: Record<string, [number, number]> = {
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      Home: [row, 0],
      End: [row, 6],
    };
    const target = to[event.key];
    if (!target) return;
    event.preventDefault();
    const cell = cellAt(...target);
    if (!cell) return;
    for (const one of grid.current?.querySelectorAll<HTMLElement>('[data-cell]') ?? []) one.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
  }

  return (
    <div className="staff-week-wrap" tabIndex={-1}>
      <table className="staff-week" role="grid" aria-label={words.weekOf(formatLongDate(week.from))} ref={grid}>
        <thead>
          <tr>
            {week.days.map((day) => (
              <th key={day.date} scope="col" className={day.date === today ? 'staff-week__today' : undefined}>
                <Link to={todayAddress(siteId, day.date)}>{formatShortWeekday(day.date)}</Link>
                <span className="staff-week__sum">{words.daySum(day)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              {week.days.map((day, column) => {
                const block = shown(day)[row];
                const isFirst = row === 0 && column === begin;
                const open = () => block && void navigate(clinicAddress(siteId, block.id));
                return (
                  <td
                    key={day.date}
                    role="gridcell"
                    data-cell={`${row}-${column}`}
                    tabIndex={isFirst ? 0 : -1}
                    onKeyDown={(event) => {
                      if (event.key === 'Enter') open();
                      else move(event, row, column);
                    }}
                    onClick={open}
                    className={block ? 'staff-week__cell' : 'staff-week__cell staff-week__cell--empty'}
                  >
                    {block ? (
                      <ClinicBlock block={block} day={formatLongDate(day.date)} nameOf={nameOf} />
                    ) : (
                      <span className="nhsuk-u-visually-hidden">{words.noClinic(formatLongDate(day.date))}</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ClinicBlock({ block, day, nameOf }: { block: Block; day: string; nameOf: (id: string) => string }) {
  const { from, until, booked, capacity, status, services, options } = block;
  return (
    <span className={`staff-block staff-block--${status}`}>
      <span className="nhsuk-u-visually-hidden">{day}: </span>
      <strong>{words.times(formatLocalTime(from), formatLocalTime(until))}</strong>
      {status !== 'open' && <span className="staff-tag staff-tag--plain">{statusOf(block)}</span>}
      <span>{services.map(({ serviceId }) => nameOf(serviceId)).join(', ')}</span>
      {options.length > 0 && <span>{specialWords(options).join(', ')}</span>}
      <FillBar booked={booked} capacity={capacity} words={words.fill(booked, capacity)} />
    </span>
  );
}
