interface Answer {
  status: number;
  body: Record<string, unknown> & { messages?: Record<string, unknown>[]; code?: number };
}
interface StandIn {
  apiUrl: string;
  controlUrl: string;
  notHeldToSpecificationBecause: string | null;
  store: {
    violations: string[];
    next: { kind: string; ms?: number }[];
    endings: object[];
    messages: { arrived: boolean }[];
  };
  callbacks: { times: number; settle(): Promise<void>; made: { status: string; answer: number }[] };
  stop(): Promise<void>;
}
const { startTwilio, ACCOUNT } = require('./start.mjs') as {
  startTwilio: (options?: object) => Promise<StandIn>;
  ACCOUNT: { accountSid: string; authToken: string; messagingServiceSid: string };
};
const { signature } = require('./callbacks.mjs') as {
  signature: (authToken: string, url: string, form: Record<string, string>) => string;
};
const { openOracle } = require('./oracle.mjs') as {
  openOracle: (folder?: string) => { why: string | null };
};

let twilio: StandIn;
beforeAll(async () => {
  twilio = await startTwilio();
});
afterAll(() => twilio.stop());

const good = { To: '+447700900123', Body: 'Hello', MessagingServiceSid: ACCOUNT.messagingServiceSid };

async function call(path: string, form?: Record<string, string>, password = ACCOUNT.authToken): Promise<Answer> {
  const response = await fetch(`${twilio.apiUrl}/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages${path}`, {
    method: form ? 'POST' : 'GET',
    headers: { authorization: `Basic ${Buffer.from(`${ACCOUNT.accountSid}:${password}`).toString('base64')}` },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
const control = async (path: string, body: object): Promise<Record<string, unknown>> =>
  (await (await fetch(twilio.controlUrl + path, { method: 'POST', body: JSON.stringify(body) })).json()) as Record<
    string,
    unknown
  >;

test('it signs as Twilio does in its published example', () => {
  const form = {
    To: '+18005551212',
    CallSid: 'CA1234567890ABCDE',
    Digits: '1234',
    From: '+14158675309',
    Caller: '+14158675309',
  };
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  expect(signature('12345', url, form)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
});

test('what was sent is fetched, and listed by number and date', async () => {
  const sent = await call('.json', good);
  expect(sent).toMatchObject({ status: 201, body: { status: 'accepted', to: good.To, body: 'Hello' } });
  const { sid } = sent.body as { sid: string };
  expect(await call(`/${sid}.json`)).toMatchObject({ status: 200, body: { sid, status: 'delivered' } });
  const listed = async (query: string): Promise<unknown[]> =>
    ((await call(`.json?${query}`)).body.messages ?? []).map((message) => message['sid']);
  const to = `To=${encodeURIComponent(good.To)}`;
  expect(await listed(to)).toEqual([sid]);
  expect(await listed(`${to}&DateSent>=2020-01-01T00:00:00Z`)).toEqual([sid]);
  expect(await listed(`${to}&DateSent>=2120-01-01T00:00:00Z`)).toEqual([]);
  expect(await listed('To=%2B447700900124')).toEqual([]);
  expect(twilio.store.violations).toEqual([]);
});

test('long lists come in pages', async () => {
  for (const Body of ['1', '2', '3']) await call('.json', { ...good, To: '+447700900200', Body });
  const first = await call('.json?To=%2B447700900200&PageSize=2');
  expect(first.body.messages?.map(({ body }) => body)).toEqual(['3', '2']);
  const next = String(first.body['next_page_uri']).split('/Messages')[1] as string;
  expect((await call(next)).body.messages?.map(({ body }) => body)).toEqual(['1']);
});

test('a wrong secret is refused', async () => {
  expect(await call('.json', good, 'wrong')).toMatchObject({ status: 401, body: { code: 20_003 } });
});

test.each([
  ['no number', { ...good, To: '' }],
  ['no sender', { To: good.To, Body: 'x' }],
  ['a time that is too long', { ...good, ValidityPeriod: '36001' }],
  ['a field that nobody knows', { ...good, Colour: 'red' }],
])('%s is refused, and remembered as a slip of the client', async (_what, form) => {
  expect(await call('.json', form)).toMatchObject({ status: 400, body: { code: 21_601 } });
  expect(twilio.store.violations.splice(0)).not.toEqual([]);
});

test('the next requests are answered as it was told, one after the other', async () => {
  for (const kind of ['rate_limited', 'opted_out', 'broken', 'ok']) await control('/next', { kind });
  const statuses = [];
  for (let n = 0; n < 5; n += 1) statuses.push((await call('.json', good)).status);
  expect(statuses).toEqual([429, 400, 500, 201, 201]);
});

test('an answer that is cut off leaves a message behind, a request that is dropped does not', async () => {
  const before = twilio.store.messages.length;
  await control('/next', { kind: 'cut' });
  await expect(call('.json', good)).rejects.toThrow('fetch failed');
  expect(twilio.store.messages).toHaveLength(before + 1);
  await control('/next', { kind: 'dropped' });
  await expect(call('.json', good)).rejects.toThrow('fetch failed');
  expect(twilio.store.messages).toHaveLength(before + 1);
});

test('while it is down nothing connects; afterwards it remembers everything', async () => {
  const before = twilio.store.messages.length;
  await control('/down', {});
  await expect(call('.json', good)).rejects.toThrow('fetch failed');
  await control('/up', {});
  expect((await call('.json', good)).status).toBe(201);
  expect(twilio.store.messages).toHaveLength(before + 1);
});

test('every status is called back three times, whether or not anybody answers', async () => {
  twilio.callbacks.made.length = 0;
  await call('.json', { ...good, StatusCallback: 'http://127.0.0.1:9/x' });
  await control('/settle', {});
  const said = twilio.callbacks.made.map(({ status }) => status).sort();
  expect(said).toEqual(['delivered', 'queued', 'sending', 'sent'].flatMap((status) => [status, status, status]).sort());
  expect(twilio.callbacks.made.every(({ answer }) => answer === 0)).toBe(true);
});

test('it knows who sent STOP, as the carrier does', async () => {
  const inbound = { url: 'http://127.0.0.1:9/x', from: '+447700900300' };
  const send = async (): Promise<number> => (await call('.json', { ...good, To: inbound.from })).status;
  await control('/inbound', { ...inbound, body: 'stop' });
  expect(await send()).toBe(400);
  await control('/inbound', { ...inbound, body: 'START' });
  expect(await send()).toBe(201);
});

test('it says whether it is held to Twilio’s own specification', () => {
  expect(openOracle(undefined).why).toBe('ORACLES_DIR is not set');
  expect(openOracle('/nowhere').why).toMatch(/there is no openapi/);
  expect(twilio.notHeldToSpecificationBecause === null).toBe(Boolean(process.env['ORACLES_DIR']));
});
