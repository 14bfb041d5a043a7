import type { MessageKind } from '@fairslot/domain';
import { MessageKinds } from '../src/messages/message-kinds';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { ClinicDesk } from './clinic-changes-world';

jest.setTimeout(60_000);

let desk: ClinicDesk;
let day = 0;
let date: string;

beforeAll(async () => {
  desk = await ClinicDesk.open('2026-03-09T09:00:00Z');
});
afterAll(() => desk?.world.close());
beforeEach(() => {
  day += 1;
  date = new Date(Date.UTC(2026, 10, day)).toISOString().slice(0, 10);
});

/** What would be sent now; null where it is not true any more. */
const written = async (bookingId: number, kind: MessageKind, channel: 'sms' | 'email') => {
  const about = { id: 1, bookingId, invitationId: null, kind, channel, occurrence: 1 };
  const content = await desk.world.get(MessageKinds).compose(about);
  if (content === 'wait') throw new Error('waits');
  return content;
};

const aBooking = async (contact: 'mobile' | 'email' = 'mobile') => {
  const { id: clinic } = await desk.clinic({ date });
  return { clinic, booking: await desk.book({ clinic, at: `${date}T09:00:00Z`, contact }) };
};

test('whoever the site cancels is told so, with a way to book again and a number to call', async () => {
  const { clinic, booking } = await aBooking();
  await desk.cancel(clinic, 'cancel');
  const sms = await written(booking, 'cancelled_by_site', 'sms');
  expect(sms).toMatchObject({ to: '+447700900123' });
  expect(sms?.text).toMatch(
    /^Sorry Ada, harbour had to cancel your flu on Sun 1 Nov 9:00am\. Book another time http:\/\/book\.test\/ or call /,
  );
  expect(await written(booking, 'cancelled_by_site', 'email')).toBeNull();
});

test('by e-mail too, where that is the way to reach them', async () => {
  const { clinic, booking } = await aBooking('email');
  await desk.cancel(clinic, 'cancel');
  const mail = await written(booking, 'cancelled_by_site', 'email');
  expect(mail).toMatchObject({
    to: 'ada@example.org',
    subject: expect.stringContaining('Cancelled by harbour health centre'),
  });
  expect(mail?.text).toContain('http://book.test/');
});

test('a booking that still stands is not said to be cancelled', async () => {
  const { booking } = await aBooking();
  expect(await written(booking, 'cancelled_by_site', 'sms')).toBeNull();
});

test('whoever may have booked twice is asked about the booking they know, until it is cancelled or they have come', async () => {
  const { booking } = await aBooking();
  const sms = await written(booking, 'possible_duplicate', 'sms');
  expect(sms?.text).toMatch(
    /^Ada, your flu may be booked twice\. Do you want to keep this one\?\n.*9:00am\nharbour\nYes: do nothing\. No: cancel it http:\/\/book\.test\/m\/\w{16}$/,
  );
  await desk.world.rows(`UPDATE booking SET status = 'checked_in' WHERE id = $1`, [booking]);
  expect(await written(booking, 'possible_duplicate', 'sms')).toBeNull();
  await desk.world.rows(`UPDATE booking SET status = 'cancelled' WHERE id = $1`, [booking]);
  expect(await written(booking, 'possible_duplicate', 'sms')).toBeNull();
});

test('a sensitive service is not named', async () => {
  await desk.world.rows(`UPDATE service SET sensitive = true WHERE slug = 'flu'`);
  await desk.world.get(ServiceCatalogue).load();
  const { clinic, booking } = await aBooking();
  expect((await written(booking, 'possible_duplicate', 'sms'))?.text).toContain('your appointment may be booked twice');
  await desk.cancel(clinic, 'cancel');
  const sms = await written(booking, 'cancelled_by_site', 'sms');
  expect(sms?.text).toContain('had to cancel your appointment on');
  expect(sms?.text).not.toContain('flu');
});
