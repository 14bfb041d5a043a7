import { createTransport } from 'nodemailer';
import { classify } from './email';

test('an answer before the text means that nothing left', () => {
  expect(classify({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451 }).outcome).toBe('not_sent');
  expect(classify({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }).outcome).toBe('rejected');
});

test('a refused sign-in or sender is no refusal of the message', () => {
  expect(classify({ code: 'EAUTH', command: 'AUTH LOGIN', responseCode: 535 }).outcome).toBe('not_sent');
  expect(classify({ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 }).outcome).toBe('not_sent');
  expect(classify({ code: 'EPROTOCOL', command: 'EHLO', responseCode: 554 }).outcome).toBe('not_sent');
});

test('a closed connection may have carried the text', () => {
  expect(classify({ code: 'ECONNECTION', command: 'CONN' }).outcome).toBe('unknown');
  expect(classify({ code: 'EMESSAGE', command: 'DATA', responseCode: 421 }).outcome).toBe('unknown');
  expect(classify({ code: 'ETIMEDOUT', command: 'DATA' }).outcome).toBe('unknown');
});

test('a mail server that is not there took nothing', async () => {
  const failure: unknown = await createTransport({ url: 'smtp://127.0.0.1:1' } as Parameters<typeof createTransport>[0])
    .sendMail({ from: 'a@example.com', to: 'b@example.com', text: 'x' })
    .catch((error: unknown) => error);
  expect(classify(failure as Parameters<typeof classify>[0]).outcome).toBe('not_sent');
});
