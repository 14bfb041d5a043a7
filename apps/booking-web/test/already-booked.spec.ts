import { valueOf } from './browser';
import { problem } from './fake-api';
import { openSite } from './open-site';

const { site, draft, toCheck } = openSite();

const AGAIN = '/book/details-again';
const asked = () => site.api.made('POST', /^\/holds\/[^/]+\/details-again$/);

it('whoever is booked already has the details sent to the contact on record, and reads no more than that', async () => {
  const seen = await toCheck();
  site.api.say('POST /bookings', problem(409, 'already_booked'));
  const page = await site.browser.post('/book/check', { seen });
  expect(page.status).toBe(409);
  expect(page.html).toContain(`action="${AGAIN}"`);
  expect(page.html).toContain('Send me the details');
  const key = valueOf(page, 'key');
  site.api.say('POST /holds/:id/details-again', { status: 200, body: {} });
  expect(await site.browser.post(AGAIN, { key })).toMatchObject({ status: 303, location: `${AGAIN}?sent` });
  const { hold } = draft() as { hold: { holdId: string; token: string } };
  expect(asked()).toMatchObject([{ path: `/holds/${hold.holdId}/details-again`, body: { token: hold.token } }]);
  expect(asked()[0]?.headers['idempotency-key']).toBe(key);
  const { html } = await site.browser.get(`${AGAIN}?sent`);
  expect(html).toContain('If we have a mobile number or email for this person, the details are on their way.');
  expect(html).not.toContain('amina@example.com');
});

it('without a held time there is nothing to ask for, and without asking nothing to read', async () => {
  expect(await site.browser.get(AGAIN)).toMatchObject({ status: 303, location: '/book/check' });
  expect(await site.browser.post(AGAIN, { key: 'one-key' })).toMatchObject({ status: 303, location: '/book/check' });
  expect(asked()).toEqual([]);
});
