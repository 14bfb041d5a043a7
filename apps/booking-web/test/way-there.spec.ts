import { aboutPlace, flu, site as place } from './fake-api';
import { born, openSite } from './open-site';

const { site, toTimes, toCheck } = openSite();

/** All that somebody on the way can be told. */
const told = {
  ...place,
  directions: 'Use the side door on Eastern Avenue.',
  what3words: 'filled.count.soap',
  buses: [{ route: '82A', stop: 'Eastern Avenue' }],
  station: { name: 'Hunts Cross', minutes: 12 },
  facilities: {
    ...place.facilities,
    stepFree: false,
    ramp: true,
    automaticDoors: true,
    lift: true,
    parking: true,
    parkingCost: 'paid' as const,
    blueBadgeBays: true,
  },
};
const sentences = [
  'Use the side door on Eastern Avenue.',
  'The way in on what3words: ///filled.count.soap',
  'Bus 82A stops at Eastern Avenue.',
  'The nearest station is Hunts Cross. It is about 12 minutes on foot.',
  'You can park there. You have to pay.',
  'There are Blue Badge bays.',
  'There is a ramp at the way in.',
  'The doors open by themselves.',
  'There is a lift.',
];
const booking = {
  reference: 'K7QF9X2A4M',
  status: 'booked',
  start: '2026-10-20T09:00:00+01:00',
  lengthMinutes: 5,
  site: told,
  service: flu,
  firstName: 'Amina',
  mayChange: true,
  help: [],
  sequence: 1,
  moreTime: false,
  dose: 1,
  manageUrl: 'http://localhost/m/TOKENTOKENTOKEN1',
};
const photo = { id: '0123456789abcdef0123456789abcdef', alt: 'A blue door', width: 600, height: 400 };

async function openBooking(at: object = {}, photos: object[] = [photo], about: object = {}) {
  const session = { token: 'session-token-of-the-appointment', expiresAt: '2026-10-08T16:00:00Z', reference: '' };
  site.api.say('POST /manage/sessions', { status: 201, body: session });
  const items = [{ ...booking, ...about, site: { ...told, ...at } }];
  site.api.say('GET /manage/bookings', { status: 200, body: { items } });
  site.api.say('GET /sites/:id', { status: 200, body: { ...told, ...aboutPlace, photos } });
  await site.browser.get('/m/TOKENTOKENTOKEN1');
  await site.browser.post('/manage/link', born);
}
/** What is read, without marks; sentences of one box follow each other with a space. */
const readOf = ({ html }: { html: string }): string =>
  html
    .replaceAll('<!-- -->', '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
const read = async (path: string): Promise<string> => readOf(await site.browser.get(path));

it.each(['/appointment', '/appointment/directions', '/appointment/print'])(
  '%s says how to get there and in at the door, each thing once',
  async (path) => {
    await openBooking();
    const page = await read(path);
    for (const sentence of sentences) expect([sentence, page.split(sentence).length - 1]).toEqual([sentence, 1]);
    expect(page).not.toContain('without steps');
  },
);

it('the calendar keeps the way for when there is no reception', async () => {
  await openBooking();
  const { html } = await site.browser.get('/appointment/calendar');
  const text = html.replaceAll('\r\n ', '').replaceAll(String.raw`\,`, ',');
  for (const sentence of sentences) expect(text).toContain(sentence);
});

it.each(['/appointment', '/appointment/directions', '/appointment/print', '/appointment/calendar'])(
  '%s says what the clinic is besides, each thing once',
  async (path) => {
    await openBooking({}, [photo], { options: ['quiet', 'women_only', 'longer'] });
    const { html } = await site.browser.get(path);
    const page = readOf({ html: html.replaceAll('\r\n ', '') });
    for (const sentence of ['This is a quiet time:', 'This clinic is for women only.', 'at this clinic are longer'])
      expect([sentence, page.split(sentence).length - 1]).toEqual([sentence, 1]);
  },
);

it('the calendar, which others see, tells nothing of a sensitive service', async () => {
  await openBooking({}, [photo], { options: ['women_only'], service: { ...flu, isSensitive: true } });
  const { html } = await site.browser.get('/appointment/calendar');
  expect(html).toContain('SUMMARY:Appointment');
  expect(html).not.toMatch(/women|sleeves/);
});

it('somebody who helps reads the way, too', async () => {
  const body = { status: 'booked', start: booking.start, lengthMinutes: 5, site: told };
  site.api.say('GET /helper-links/HE1PERHE1PERHE1P', { status: 200, body });
  await site.browser.get('/h/HE1PERHE1PERHE1P');
  const page = await read('/h');
  for (const sentence of sentences) expect(page).toContain(sentence);
});

it('the directions show the pictures of the way in, in words too, and a map to press', async () => {
  await openBooking();
  const { html } = await site.browser.get('/appointment/directions');
  expect(html).toMatch(/<img[^>]*src="\/photos\/0123456789abcdef0123456789abcdef"[^>]*alt="A blue door"/);
  expect(html).toContain('href="https://www.openstreetmap.org/?mlat=53.35&amp;mlon=-2.88#map=17/53.35/-2.88"');
});

it('steps are said where there is no way around them, and silence where nobody has said a thing', async () => {
  const { facilities } = place;
  await openBooking({ facilities: { ...facilities, stepFree: false, lift: true } });
  expect(await read('/appointment')).toContain('As far as we know, there is no way in without steps.');
  const none = Object.fromEntries(Object.keys(facilities).map((name) => [name, false]));
  await openBooking({ facilities: { ...none, parkingCost: null } });
  const page = await read('/appointment');
  expect(page).toContain('We do not know of any of these: a way in without steps');
  expect(page).not.toContain('As far as we know');
});

describe('a mobile unit', () => {
  const asked = () => site.api.made('GET', /^\/sites\/speke$/).map(({ query }) => query.get('on'));

  it('is looked for where it stands on the day of the appointment', async () => {
    await openBooking({ standsAt: 'Market square' });
    for (const path of ['/appointment', '/appointment/directions', '/appointment/print'])
      expect(await read(path)).toContain('On this date it stands at Market square.');
    site.api.calls.length = 0;
    const { html } = await site.browser.get('/appointment/directions');
    expect(asked()).toEqual(['2026-10-20']);
    expect(html).toContain('href="/place/speke?on=2026-10-20"');
    await site.browser.get('/place/speke?on=2026-10-20');
    await site.browser.get('/place/speke?on=tomorrow');
    expect(asked().slice(1)).toEqual(['2026-10-20', null]);
  });

  it('is shown where it stands on the day from the moment a time is held', async () => {
    await site.browser.post('/book/check', { seen: await toCheck() });
    site.api.calls.length = 0;
    for (const path of ['/book/check', '/book/done', '/book/print', '/book/calendar']) await site.browser.get(path);
    expect(new Set(asked())).toEqual(new Set(['2026-10-10']));
  });
});

describe('how far it is', () => {
  const SAID = 'It is 0.7 miles from L24 8QB in a straight line. The way there is longer.';
  const near = { ...place, latitude: 53.36 };

  it('is told from where somebody searched, on the page about the place and with the directions', async () => {
    await toTimes();
    site.api.say('GET /sites/:id', { status: 200, body: { ...near, ...aboutPlace } });
    expect(await read('/place/speke')).toContain(SAID);
    await openBooking({ latitude: 53.36 });
    expect(await read('/appointment/directions')).toContain(SAID);
  });

  it('is not told where nobody searched', async () => {
    expect(await read('/place/speke')).not.toContain('straight line');
    await openBooking();
    expect(await read('/appointment/directions')).not.toContain('straight line');
  });
});
