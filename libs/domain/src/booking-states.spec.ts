import {
  actionsFrom,
  BOOKING_ACTIONS,
  BOOKING_STATUSES,
  nextStatus,
  occupiesPlace,
  renderStatesMarkdown,
  type BookingAction,
  type BookingStatus,
} from './booking-states';

const ALLOWED: [BookingStatus, BookingAction, BookingStatus][] = [
  ['held', 'confirm', 'booked'],
  ['held', 'expire', 'expired'],
  ['booked', 'move', 'booked'],
  ['booked', 'cancel', 'cancelled'],
  ['booked', 'check_in', 'checked_in'],
  ['booked', 'did_not_attend', 'did_not_attend'],
  ['cancelled', 'restore', 'booked'],
  ['checked_in', 'complete', 'completed'],
  ['checked_in', 'not_given', 'completed'],
  ['checked_in', 'undo', 'booked'],
  ['completed', 'undo', 'checked_in'],
  ['did_not_attend', 'undo', 'booked'],
];

test('these steps are allowed and no other', () => {
  const found = BOOKING_STATUSES.flatMap((status) =>
    BOOKING_ACTIONS.map((action) => [status, action, nextStatus(status, action)] as const).filter(
      ([, , next]) => next !== null,
    ),
  );
  expect(new Set(found.map(String))).toEqual(new Set(ALLOWED.map(String)));
});

test('a booked appointment is completed only after check-in', () => {
  expect(nextStatus('booked', 'complete')).toBeNull();
  expect(actionsFrom('checked_in')).toEqual(['complete', 'not_given', 'undo']);
  expect(actionsFrom('expired')).toEqual([]);
});

test('cancelled and expired bookings give their place back, all others keep it', () => {
  expect(BOOKING_STATUSES.filter((status) => !occupiesPlace(status))).toEqual(['cancelled', 'expired']);
});

test('undoing goes back to where one step led from', () => {
  for (const status of BOOKING_STATUSES) {
    const before = nextStatus(status, 'undo');
    expect(before === null || actionsFrom(before).some((action) => nextStatus(before, action) === status)).toBe(true);
  }
});

test('the page for the docs has a row for each status and a column for each action', () => {
  const rows = renderStatesMarkdown()
    .split('\n')
    .filter((line) => line.startsWith('|'));
  expect(rows).toHaveLength(BOOKING_STATUSES.length + 2);
  expect(new Set(rows.map((row) => row.split('|').length))).toEqual(new Set([BOOKING_ACTIONS.length + 4]));
  expect(rows.find((row) => row.startsWith('| held'))).toBe(
    '| held | yes | booked | expired | – | – | – | – | – | – | – | – |',
  );
});
