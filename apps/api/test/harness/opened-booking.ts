import { randomUUID } from 'node:crypto';
import { confirmBooking, holdSlot, openManageSession } from '@fairslot/contract';
import { aPerson } from '@fairslot/testing';
import type { anApi } from './api';

/** The person's date of birth. */
export const BORN = '1950-03-27';

export interface Opened {
  reference: string;
  /** Of its link. */
  token: string;
  /** Of the session that has it open. */
  bearer: string;
  start: string;
}

const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });

/** An appointment at Speke that its owner has open. */
export async function anOpenedBooking(
  { client }: Awaited<ReturnType<typeof anApi>>,
  start: string,
  contact: { email: string } | { none: true } = { none: true },
): Promise<Opened> {
  const asked = { siteId: 'speke', start, attendees: [{ serviceId: 'anyone' }] };
  const { holdId, token } = await client.call(holdSlot, { ...key(), body: asked });
  const body = { holdId, token, people: [aPerson()], contact };
  const { bookings } = await client.call(confirmBooking, { ...key(), body });
  const [booking] = bookings as [(typeof bookings)[number]];
  const link = booking.manageUrl.split('/').at(-1) as string;
  const session = await client.call(openManageSession, { body: { token: link, dateOfBirth: BORN } });
  return { reference: booking.reference, token: link, bearer: session.token, start: booking.start };
}
