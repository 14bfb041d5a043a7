import type { FastifyInstance } from 'fastify';

export interface Seen {
  status: number;
  location: string | undefined;
  /** The page without what keeps words in one line, so that a sentence is looked for as it is read. */
  html: string;
  /** The page as it was sent. */
  sent: string;
  headers: Record<string, unknown>;
  cookies: { name: string; value: string }[];
}

/** A browser without JavaScript: keeps cookies, sends forms, does not follow redirects. */
export function openBrowser(server: FastifyInstance) {
  const jar = new Map<string, string>();
  async function send(
    method: 'GET' | 'POST',
    url: string,
    form?: Record<string, string>,
    more: object = {},
    written?: string,
  ): Promise<Seen> {
    const response = await server.inject({
      method,
      url,
      cookies: Object.fromEntries(jar),
      headers: {
        ...(form && { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }),
        ...more,
      },
      ...(form && { payload: written ?? new URLSearchParams(form).toString() }),
    });
    for (const { name, value, ...rest } of response.cookies as { name: string; value: string; maxAge?: number }[]) {
      if (value === '' || rest.maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    }
    return {
      status: response.statusCode,
      location: response.headers.location as string | undefined,
      html: response.body.replaceAll('\u00a0', ' ').replaceAll(/<span class="fs-whole">(.*?)<\/span>/g, '$1'),
      sent: response.body,
      headers: response.headers,
      cookies: response.cookies,
    };
  }
  return {
    jar,
    /** A form as a browser writes it, where a name comes more than once. */
    send: (url: string, payload: string) => send('POST', url, {}, {}, payload),
    get: (url: string, headers?: object) => send('GET', url, undefined, headers),
    post: (url: string, form: Record<string, string>, headers?: object) => send('POST', url, form, headers),
  };
}

export const titleOf = ({ html }: Seen): string => /<title>(.*?)<\/title>/.exec(html)?.[1] ?? '';

export const valueOf = ({ html }: Seen, name: string): string => {
  const input = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0] ?? '';
  return /value="([^"]*)"/.exec(input)?.[1] ?? '';
};
