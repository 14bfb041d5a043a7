export const BOOKING_STATUSES = [
  'held',
  'booked',
  'checked_in',
  'completed',
  'cancelled',
  'did_not_attend',
  'expired',
] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

export const BOOKING_ACTIONS = [
  'confirm',
  'expire',
  'move',
  'cancel',
  'restore',
  'check_in',
  'complete',
  'not_given',
  'did_not_attend',
  'undo',
] as const;
export type BookingAction = (typeof BOOKING_ACTIONS)[number];

/** The only list of what may happen to a booking. `not_given` completes it with the outcome "not given" and a reason. */
const NEXT: Record<BookingStatus, Partial<Record<BookingAction, BookingStatus>>> = {
  held: { confirm: 'booked', expire: 'expired' },
  booked: { move: 'booked', cancel: 'cancelled', check_in: 'checked_in', did_not_attend: 'did_not_attend' },
  checked_in: { complete: 'completed', not_given: 'completed', undo: 'booked' },
  completed: { undo: 'checked_in' },
  cancelled: { restore: 'booked' },
  did_not_attend: { undo: 'booked' },
  expired: {},
};

const OCCUPYING: ReadonlySet<BookingStatus> = new Set(['held', 'booked', 'checked_in', 'completed', 'did_not_attend']);

/** Does a booking in this status, with a slot, take one of the slot's places? */
export const occupiesPlace = (status: BookingStatus): boolean => OCCUPYING.has(status);

/** The status after `action`, or null if it may not happen now. */
export const nextStatus = (status: BookingStatus, action: BookingAction): BookingStatus | null =>
  NEXT[status][action] ?? null;

/** Everything that may happen to a booking in this status. */
export const actionsFrom = (status: BookingStatus): BookingAction[] =>
  BOOKING_ACTIONS.filter((action) => nextStatus(status, action) !== null);

/** The table above as a page for the docs; generated, so that it cannot drift. Ends with a line feed. */
export const renderStatesMarkdown = (): string => {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '# Booking states',
    '',
    'Generated from `libs/domain/src/booking-states.ts`. A cell is the status after the action; a dash means that it may not happen.',
    '',
    row(['status', 'occupies a place', ...BOOKING_ACTIONS]),
    row(['status', 'occupies a place', ...BOOKING_ACTIONS].map(() => '---')),
    ...BOOKING_STATUSES.map((status) =>
      row([
        status,
        occupiesPlace(status) ? 'yes' : 'no',
        ...BOOKING_ACTIONS.map((action) => nextStatus(status, action) ?? '–'),
      ]),
    ),
    '',
  ].join('\n');
};
