import { RequestClient } from 'twilio';

const DEADLINE_MS = 15_000;

type Ask = Parameters<RequestClient['request']>[0];

/**
 * How Twilio's package reaches Twilio: with one deadline for the whole exchange, which its own client has not, well below
 * the lease of a sending. Failures carry the socket's code, so that it can be told whether anything was written.
 */
export function twilioHttp(apiUrl: string | undefined): RequestClient {
  const client = new RequestClient();
  client.request = (async (ask: Ask) => {
    const response = await fetch(addressOf(ask, apiUrl), {
      method: ask.method.toUpperCase(),
      headers: {
        ...(ask.headers as Record<string, string>),
        authorization: `Basic ${Buffer.from(`${ask.username}:${ask.password}`).toString('base64')}`,
        // A connection kept open may be closed by the other side just as we write: nobody would know what arrived.
        connection: 'close',
      },
      ...(ask.data ? { body: encoded(ask.data as object) } : {}),
      redirect: 'manual',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return { statusCode: response.status, body: await response.text(), headers: Object.fromEntries(response.headers) };
  }) as RequestClient['request'];
  return client;
}

function addressOf({ uri, params }: Ask, apiUrl: string | undefined): string {
  const { origin, pathname } = new URL(uri);
  const query = params ? `?${encoded(params).toString()}` : new URL(uri).search;
  return (apiUrl ?? origin) + pathname + query;
}

function encoded(fields: object): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  return form;
}
