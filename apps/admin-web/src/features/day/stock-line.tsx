import { Link } from 'react-router';
import { stockAddress } from '../../ui/addresses';
import { texts } from '../../ui/texts';
import type { Day } from './use-day';

const words = texts.day.stock;

/** For each vaccine: who waits, what doses there are, and which batch a press of "Vaccinated" notes. */
export function StockLine({ services, siteId }: { services: Day['services']; siteId: string }) {
  const vaccines = services.filter(({ drawsStock }) => drawsStock);
  if (vaccines.length === 0) return null;
  return (
    <ul className="staff-stock">
      {vaccines.map(({ id, name, waiting, dosesLeft, batch }) => {
        const isShort = dosesLeft !== null && dosesLeft < waiting;
        return (
          <li key={id} className={isShort ? 'staff-stock__short' : undefined}>
            <strong>{name}</strong> {words.waiting(waiting)}
            {dosesLeft !== null && `, ${isShort ? words.short(dosesLeft) : words.left(dosesLeft)}`}.{' '}
            {batch ? words.batch(batch.product, batch.number) : words.noBatch}{' '}
            <Link to={stockAddress(siteId)}>
              {batch ? words.change : words.set}
              <span className="nhsuk-u-visually-hidden"> {words.of(name)}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
