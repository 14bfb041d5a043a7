import * as fc from 'fast-check';
import { localDateOf } from '@fairslot/domain';
import { LocalDays } from './local-days';

// The last puts its clocks forward at midnight.
test.each(['Europe/London', 'Pacific/Auckland', 'America/Los_Angeles', 'America/Santiago'])(
  'the day of an instant is its date on a calendar in %s',
  (zone) => {
    const days = new LocalDays(zone);
    const instant = fc.date({ min: new Date('2025-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, (at) => {
        const date = localDateOf(at, zone);
        const day = days.dayOf(at.getTime());
        expect(days.dateOf(day)).toBe(date);
        expect(days.numberOf(date)).toBe(day);
        expect(days.startOf(day)).toBeLessThanOrEqual(at.getTime());
        expect(days.startOf(day + 1)).toBeGreaterThan(at.getTime());
      }),
    );
  },
);
