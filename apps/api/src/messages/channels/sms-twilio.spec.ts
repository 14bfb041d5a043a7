import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { classify, TwilioSms } from './sms-twilio';

test.each([
  [401, 20_003, 'not_sent'],
  [403, 20_403, 'not_sent'],
  [404, 20_404, 'not_sent'],
  [400, 21_705, 'not_sent'],
  [429, 20_429, 'not_sent'],
  [400, 21_211, 'rejected'],
  [400, 21_610, 'rejected'],
  [400, 21_614, 'rejected'],
  [408, 0, 'unknown'],
  [409, 0, 'unknown'],
  [500, 20_500, 'unknown'],
  [503, 0, 'unknown'],
  [302, 0, 'unknown'],
])('the answer %d with code %d is "%s"', (status, code, outcome) => {
  expect(classify({ status, code, message: 'about +447700900123' })).toEqual({
    outcome,
    error: ['twilio', status, code].filter(Boolean).join(' '),
  });
});

const sms = (apiUrl: string): TwilioSms =>
  new TwilioSms({
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: 'a secret',
    messagingServiceSid: `MG${'0'.repeat(32)}`,
    apiUrl,
    webhookUrl: 'http://127.0.0.1',
  });
const send = (apiUrl: string): ReturnType<TwilioSms['send']> =>
  sms(apiUrl).send('id', { to: '+447700900123', text: 'x' }, 600);

describe('a real connection', () => {
  let server: Server;
  let port: number;
  let answer: (close: () => void) => string | null;

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        const body = answer(() => response.socket?.destroy());
        if (body !== null) response.writeHead(201, { 'content-type': 'application/json' }).end(body);
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => new Promise((closed) => server.close(closed)));

  test('that is refused, or to a host that is not there, carried nothing', async () => {
    const gone = createServer();
    await new Promise<void>((ready) => gone.listen(0, '127.0.0.1', ready));
    const { port: closed } = gone.address() as AddressInfo;
    await new Promise((done) => gone.close(done));
    expect(await send(`http://127.0.0.1:${closed}`)).toEqual({ outcome: 'not_sent', error: 'twilio ECONNREFUSED' });
    expect(await send('http://nowhere.invalid')).toMatchObject({ outcome: 'not_sent' });
  });

  test('that cannot be encrypted carried nothing', async () => {
    expect(await send(`https://127.0.0.1:${port}`)).toMatchObject({ outcome: 'not_sent' });
  });

  test('that is cut once the request was written may have carried it', async () => {
    answer = (close) => {
      close();
      return null;
    };
    expect(await send(`http://127.0.0.1:${port}`)).toMatchObject({ outcome: 'unknown' });
  });

  test('that answers something unreadable may have carried it', async () => {
    answer = () => '<html>a proxy speaks</html>';
    expect(await send(`http://127.0.0.1:${port}`)).toMatchObject({ outcome: 'unknown' });
  });
});
