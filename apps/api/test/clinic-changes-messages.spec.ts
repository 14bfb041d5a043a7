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

const HALL = {
  name: 'Village hall',
  address: '1 Green Lane, Northtown',
  postcode: 'L24 2SQ',
  latitude: 53.34,
  longitude: -2.83,
  directions: 'By the door',
};
const planned = (booking: number, kind: string) =>
  desk.world.rows<{ state: string; occurrence: number; channel: string }>(
    'SELECT state, occurrence, channel FROM message WHERE booking_id = $1 AND kind = $2 ORDER BY occurrence',
    [booking, kind],
  );

test('when a unit stands elsewhere, who keeps an appointment there is told the new place, once for each change', async () => {
  const { clinic, booking } = await aBooking();
  const away = await desk.book({ clinic, at: `${date}T09:00:00Z`, contact: 'mobile' });
  await desk.world.rows(`UPDATE booking SET status = 'cancelled' WHERE id = $1`, [away]);
  const early = await desk.clinic({ date: '2026-12-24' });
  const elsewhere = await desk.book({ clinic: early.id, at: '2026-12-24T09:00:00Z', contact: 'mobile' });
  await desk.preview(clinic, { location: HALL });
  expect(await planned(booking, 'clinic_moved')).toEqual([]);
  await desk.edit(clinic, { location: HALL });
  expect(await planned(booking, 'clinic_moved')).toEqual([{ state: 'pending', occurrence: 2, channel: 'sms' }]);
  expect([await planned(away, 'clinic_moved'), await planned(elsewhere, 'clinic_moved')]).toEqual([[], []]);
  // Reminders are of the new occurrence too: what an older one would say is not true any more.
  expect((await planned(booking, 'reminder_1_day')).at(-1)).toMatchObject({ state: 'pending', occurrence: 2 });
  const about = { id: 1, bookingId: booking, invitationId: null, kind: 'clinic_moved', occurrence: 2 } as const;
  const say = (channel: 'sms' | 'email') => desk.world.get(MessageKinds).compose({ ...about, channel });
  expect(await say('sms')).toMatchObject({
    text: expect.stringMatching(
      /^Sorry Ada, new place for your \w+\n.*9:00am\nVillage hall, L24 2SQ\nKeep or change it: http:\/\/book\.test\/m\/\w{16}$/,
    ),
  });
  expect(await desk.world.get(MessageKinds).compose({ ...about, channel: 'sms', occurrence: 1 })).toBeNull();
  // Only the way to the door is another: nobody has to go elsewhere.
  await desk.edit(clinic, { location: { ...HALL, directions: 'At the back' } });
  expect(await planned(booking, 'clinic_moved')).toHaveLength(1);
  await desk.edit(clinic, { location: null });
  expect(await planned(booking, 'clinic_moved')).toEqual([
    { state: 'superseded', occurrence: 2, channel: 'sms' },
    { state: 'pending', occurrence: 3, channel: 'sms' },
  ]);
});

test('who has lost the appointment by the same change is told of that alone', async () => {
  const { clinic, booking } = await aBooking();
  await desk.edit(clinic, { location: HALL, from: '09:30', bookings: 'cancel' });
  expect(await planned(booking, 'cancelled_by_site')).toMatchObject([{ state: 'pending' }]);
  expect(await planned(booking, 'clinic_moved')).toEqual([]);
});

test('a series that moves tells everybody on the days that take the new place', async () => {
  const series = await desk.ask<{ id: string }>(
    'POST',
    '/series',
    {
      startsOn: '2026-12-07',
      endsOn: '2026-12-13',
      weekdays: [1, 2],
      from: '09:00',
      until: '10:00',
      slotMinutes: 30,
      capacity: 2,
      serviceIds: ['flu'],
    },
    201,
  );
  const { dates } = await desk.ask<{ dates: { date: string; clinicId: string }[] }>('GET', `/series/${series.id}`);
  const clinicOn = (day: string) => dates.find((one) => one.date === day)?.clinicId ?? '';
  const booked = [
    await desk.book({ clinic: clinicOn('2026-12-07'), at: '2026-12-07T09:00:00Z', contact: 'mobile' }),
    await desk.book({ clinic: clinicOn('2026-12-08'), at: '2026-12-08T09:00:00Z', contact: 'email' }),
  ];
  const seen = await desk.ask<{ version: number; preview: string }>('POST', `/series/${series.id}/preview`, {
    location: HALL,
  });
  const { version, preview } = seen;
  await desk.ask('PATCH', `/series/${series.id}`, { location: HALL, version, preview });
  const told = await Promise.all(booked.map((id) => planned(id, 'clinic_moved')));
  expect(told).toEqual([
    [{ state: 'pending', occurrence: 2, channel: 'sms' }],
    [{ state: 'pending', occurrence: 2, channel: 'email' }],
  ]);
});
