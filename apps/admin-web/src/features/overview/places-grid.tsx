import type { RegionOverview } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { Fragment, useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { downloadCsv } from '../../ui/download-csv';
import { formatFigure, formatRate, formatTold } from '../../ui/figures';
import { formatShortWeekday } from '../../ui/formats';
import { PlaceSites } from './place-sites';
import { shadeOf } from './shade';

const words = coordinatorTexts.overview;

interface Props {
  overview: RegionOverview;
  service: { id: string; name: string };
  /** People wait to book: the figures are times for a hundred of them. */
  isRate: boolean;
}

/** Places × days. Every cell says its figure; the shade repeats it. */
export function PlacesGrid({ overview, service, isRate }: Props) {
  const { dates, places } = overview;
  const [open, setOpen] = useState<string>();
  const caption = isRate ? words.caption(service.name) : words.captionFree(service.name);
  const figureOf = (place: Props['overview']['places'][number], day: number): number | null =>
    isRate ? (place.perHundred[day] ?? null) : (place.free[day] ?? 0);
  const csv = () =>
    downloadCsv(words.csv, [
      [words.place, words.toBook, ...dates],
      ...places.map((place) => [
        place.name,
        place.toBook ?? coordinatorTexts.hidden,
        ...dates.map((_, day) => figureOf(place, day)),
      ]),
    ]);
  return (
    <>
      <p className="coord-grid-hint">{words.sideways(dates.length)}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <section className="coord-scroll" aria-label={caption} tabIndex={0}>
        <table className="coord-table coord-grid">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.place}</th>
              {isRate && <th scope="col">{words.toBook}</th>}
              {dates.map((date) => (
                <th key={date} scope="col">
                  {formatShortWeekday(date).replace(/ \d{4}$/, '')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map((place) => (
              <Fragment key={place.placeId}>
                <tr>
                  <th scope="row">
                    <button
                      type="button"
                      className="coord-grid__place"
                      aria-expanded={open === place.placeId}
                      onClick={() => setOpen(open === place.placeId ? undefined : place.placeId)}
                    >
                      {place.name}
                    </button>
                  </th>
                  {isRate && <td>{formatTold(place.toBook, coordinatorTexts.hidden)}</td>}
                  {dates.map((date, day) => (
                    <Cell
                      key={date}
                      figure={figureOf(place, day)}
                      free={place.free[day] ?? 0}
                      isRate={isRate}
                      isOut={place.runsOutOn !== null && place.runsOutOn <= date}
                    />
                  ))}
                </tr>
                {open === place.placeId && (
                  <tr>
                    <td colSpan={dates.length + (isRate ? 2 : 1)} className="coord-grid__more">
                      <div className="coord-grid__sites">
                        <PlaceSites placeId={place.placeId} place={place.name} serviceId={service.id} />
                      </div>
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
      {isRate && (
        <ul className="coord-key" aria-label={words.shades}>
          {words.shade.map((says, step) => (
            <li key={says}>
              <span className={`coord-shade coord-shade--${step}`} aria-hidden="true" /> {says}
            </li>
          ))}
          <li>
            <span className="coord-shade coord-shade--none" aria-hidden="true" /> {words.noneThatDay}
          </li>
        </ul>
      )}
      <StaffButton kind="plain" aria-label={coordinatorTexts.downloadOf(caption)} onPress={csv}>
        {coordinatorTexts.download}
      </StaffButton>
    </>
  );
}

interface CellProps {
  figure: number | null;
  free: number;
  isRate: boolean;
  /** No time is free from this day on, while people are still to book. */
  isOut: boolean;
}

/** A day without a clinic between others is no alarm: dark is where times have run out. */
function Cell({ figure, free, isRate, isOut }: CellProps) {
  if (figure === null) return <td>{formatFigure(free)}</td>;
  const step = figure === 0 && !isOut ? 'none' : shadeOf(figure);
  const shade = isRate || figure === 0 ? ` coord-shade--${step}` : '';
  return (
    <td className={`coord-shade${shade}`} title={words.freeTimes(free)}>
      {figure === 0 ? words.none : formatRate(figure)}
    </td>
  );
}
