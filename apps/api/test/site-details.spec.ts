import { deflateSync } from 'node:zlib';
import type { Imported, SiteDetails } from '@fairslot/contract';
import { Database } from '../src/platform/database/database';
import { StaffWorld } from './staff-world';

jest.setTimeout(60_000);

let world: StaffWorld;
let region: string;
let admin: string;

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-02T09:00:00Z');
  await world.addStaff('region', [['region_administrator', 'region']]);
  await world.addStaff('admin', [['site_administrator', 'site', 'harbour']]);
  [region, admin] = [await world.tokenOf('region'), await world.tokenOf('admin')];
});
afterAll(() => world?.close());

const ask = async <B>(method: string, path: string, token: string, body?: unknown) => {
  const { status, body: answer } = await world.call(method, path, token, body);
  return { status, body: answer as unknown as B & { errors: { path: string; code: string }[] } };
};
const change = (body: object) => ask<SiteDetails>('PATCH', '/staff/sites/harbour/details', admin, body);
const seen = async () => (await world.call('GET', '/sites/harbour')).body as unknown as SiteDetails;

describe('what a site tells of itself', () => {
  test('is seen by residents as it was written', async () => {
    const told = {
      what3words: 'filled.count.soap',
      facilities: { stepFree: true, ramp: true, lift: true, parking: true, parkingCost: 'free', prayerRoom: true },
      buses: [{ route: '82A', stop: 'Eastern Avenue' }],
      station: { name: 'Garston', minutes: 12 },
      languages: ['pl', 'bfi'],
    };
    const changed = await change({ ...told, what3words: ' ///Filled.Count.Soap ', smsName: 'Harbour' });
    expect(changed.body).toMatchObject({ ...told, smsName: 'Harbour' });
    expect(await seen()).toMatchObject(told);
    expect(await seen()).not.toHaveProperty('smsName');
    await change({ station: null, facilities: { parkingCost: null } });
    expect(await seen()).toMatchObject({ station: null, facilities: { lift: true, parkingCost: null } });
  });

  test('each fault is told by field', async () => {
    const { status, body } = await change({
      smsName: 'A name that is far too long',
      what3words: 'only.two',
      buses: [{ route: '', stop: 'Here' }],
      station: { name: 'Garston', minutes: 0 },
      languages: ['xx'],
    });
    expect(status).toBe(400);
    expect(body.errors.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
      'buses.0.route required',
      'languages.0 unknown_value',
      'smsName sms_name_long',
      'station.minutes number_wrong',
      'what3words what3words_wrong',
    ]);
    expect((await change({ smsName: 'Harbour’s' })).body.errors).toMatchObject([
      { path: 'smsName', code: 'sign_fine' },
    ]);
  });

  test('the name in text messages follows the name until somebody writes one', async () => {
    expect((await ask<SiteDetails>('PATCH', '/staff/sites/meadow/details', region, { smsName: 'meadow' })).status).toBe(
      200,
    );
    const named = (body: object) => ask<SiteDetails>('PATCH', '/staff/sites/meadow/details', region, body);
    await world.rows(`UPDATE site SET short_name = left(name, 22) WHERE slug = 'meadow'`);
    expect((await named({ name: 'Meadow Lane Health Centre' })).body.smsName).toBe('Meadow Lane Health Cen');
    expect((await named({ smsName: 'Meadow Lane' })).body.smsName).toBe('Meadow Lane');
    expect((await named({ name: 'Meadow' })).body.smsName).toBe('Meadow Lane');
  });

  test('comes with a list of sites too, and what cannot be read there is told by line and column', async () => {
    const head =
      'name,organisation,place,address,postcode,latitude,longitude,sms_name,what3words,steps,step_free,parking,lift,blue_badge_bays,buses,station,station_minutes,languages';
    const start = 'practice,Northtown,1 Quay,L1 1AA,53,-3';
    const send = (rows: string[]) =>
      ask<Imported>('POST', '/staff/sites/import', region, { csv: [head, ...rows].join('\n') });
    const wrong = await send([
      `A,${start},A name that is far too long,two.words,maybe,,dear,often,,82A Eastern,Garston,near,Elvish`,
      `B,${start},,,,,,,,,Garston,,`,
    ]);
    expect(wrong.body.rows.map(({ faults }) => faults.map(({ column, code }) => `${column} ${code}`).sort())).toEqual([
      [
        'buses bus_wrong',
        'languages unknown_value',
        'lift unknown_value',
        'parking unknown_value',
        'sms_name sms_name_long',
        'station_minutes number_wrong',
        'steps unknown_value',
        'what3words what3words_wrong',
      ],
      ['station_minutes number_wrong'],
    ]);
    const good = await send([
      `Full House,${start},Full,///one.two.three,ramp,no,paid,yes,no,82A: Eastern Avenue; 10: Quay,Garston,12,Polish; ar`,
      `Bare House,${start},,,,,,,,,,,`,
    ]);
    expect(good.body.added).toBe(2);
    expect((await world.call('GET', '/sites/full-house')).body).toMatchObject({
      what3words: 'one.two.three',
      facilities: { stepFree: true, ramp: true, lift: true, blueBadgeBays: false, parking: true, parkingCost: 'paid' },
      buses: [
        { route: '82A', stop: 'Eastern Avenue' },
        { route: '10', stop: 'Quay' },
      ],
      station: { name: 'Garston', minutes: 12 },
      languages: ['pl', 'ar'],
    });
    expect((await world.call('GET', '/sites/bare-house')).body).toMatchObject({
      facilities: { stepFree: false, parking: false, parkingCost: null },
      buses: [],
      station: null,
      languages: [],
    });
    expect(
      await world.rows(`SELECT short_name FROM site WHERE slug IN ('full-house', 'bare-house') ORDER BY slug DESC`),
    ).toEqual([{ short_name: 'Full' }, { short_name: 'Bare House' }]);
  });
});

/** A grey PNG; what is in `note` stands in it as a comment that a camera would write. */
function aPng(width: number, note = ''): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(name, 4, 'latin1');
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(2, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(note ? [chunk('tEXt', Buffer.from(note))] : []),
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * 2, 128))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('pictures of the way in', () => {
  const add = (file: Buffer, alt = 'A blue door with a bell', token = admin) =>
    ask<SiteDetails>('POST', '/staff/sites/harbour/photos', token, { alt, base64: file.toString('base64') });

  test('only what draws the picture is kept, under an address that browsers may keep for ever', async () => {
    const added = await add(aPng(30, 'GPS 53.4,-2.9'));
    expect(added.status).toBe(201);
    const [photo] = added.body.photos;
    expect(photo).toMatchObject({ alt: 'A blue door with a bell', width: 30, height: 2 });
    expect((await seen()).photos).toEqual(added.body.photos);
    const answer = await fetch(`${world.api.url}/api/v1/photos/${photo?.id}`);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'image/png',
      'public, max-age=31536000, immutable',
    ]);
    expect(Buffer.from(await answer.arrayBuffer()).equals(aPng(30))).toBe(true);
    // In no list that is read on the way to a time.
    expect(
      JSON.stringify((await world.call('GET', '/availability?service=flu&latitude=53.4&longitude=-2.9')).body),
    ).not.toContain('photos');
    expect((await world.call('GET', '/photos/00000000000000000000000000000000')).status).toBe(404);
    expect((await world.call('GET', '/photos/..%2Fsites')).status).toBe(404);
  });

  test('three at most, each with words, and of a kind that browsers draw', async () => {
    const codes = async (answer: Promise<{ body: { errors: { path: string; code: string }[] } }>) =>
      (await answer).body.errors.map(({ path, code }) => `${path} ${code}`);
    expect(await codes(add(aPng(31), ' '))).toEqual(['alt required']);
    expect(await codes(add(Buffer.from('<svg onload="alert(1)"/>')))).toEqual(['base64 photo_wrong']);
    expect(await codes(add(aPng(5000)))).toEqual(['base64 photo_wrong']);
    expect(await codes(add(Buffer.concat([aPng(31).subarray(0, -12), hugeData(), aPng(31).subarray(-12)])))).toEqual([
      'base64 photo_large',
    ]);
    await Promise.all([add(aPng(32)), add(aPng(33))]);
    expect(await codes(add(aPng(34)))).toEqual(['base64 photos_full']);
    // The same picture again gets the new words.
    const again = await add(aPng(33), 'A red door');
    expect(again.body.photos.map(({ alt }) => alt)).toContain('A red door');
    expect(again.body.photos).toHaveLength(3);
  });

  /** A chunk of pictures' data that is too much. */
  function hugeData(): Buffer {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(300_000);
    head.write('IDAT', 4, 'latin1');
    return Buffer.concat([head, Buffer.alloc(300_004)]);
  }

  test('one is taken away by the site’s own staff alone, and both acts are in the audit', async () => {
    const id = (await seen()).photos[0]?.id as string;
    const remove = (site: string) => ask('DELETE', `/staff/sites/${site}/photos/${id}`, admin);
    expect((await remove('meadow')).status).toBe(404);
    expect((await remove('harbour')).status).toBe(200);
    expect((await remove('harbour')).status).toBe(404);
    expect((await seen()).photos).toHaveLength(2);
    expect((await world.call('GET', `/photos/${id}`)).status).toBe(404);
    const acts = await world.rows<{ action: string }>(
      `SELECT DISTINCT action FROM audit WHERE action LIKE 'site.photo%' ORDER BY 1`,
    );
    expect(acts.map(({ action }) => action)).toEqual(['site.photo_added', 'site.photo_removed']);
  });

  test('the database lets nobody write another site’s pictures', async () => {
    const [harbour, meadow] = [world.site.get('harbour') as number, world.site.get('meadow') as number];
    const inScope = <T>(work: string) => world.get(Database).staffTx([meadow], (tx) => tx.query<T>(work));
    expect(await inScope(`DELETE FROM site_photo WHERE site_id = ${harbour} RETURNING id`)).toEqual([[], 0]);
    await expect(
      inScope(
        `INSERT INTO site_photo (site_id, hash, type, width, height, alt, bytes, created_at)
         VALUES (${harbour}, '${'0'.repeat(32)}', 'image/png', 1, 1, 'x', 'x', now())`,
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(world.get(Database).tx((tx) => tx.query('DELETE FROM site_photo'))).rejects.toThrow(
      /permission denied/,
    );
  });
});
