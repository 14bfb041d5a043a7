import type { BodyInput, Endpoint, ParamsInput, QueryInput, ResponseOf } from '@fairslot/contract';
import { isProblem, readProblem, unreachable } from './api-problem';

export interface ClientOptions {
  /** Address of the API without a path: `http://127.0.0.1:3002`, or empty for the same origin. */
  baseUrl: string;
  fetch?: typeof fetch;
  /** Milliseconds after which a call is given up; 15 seconds when left out. */
  timeoutMs?: number;
}

type Part<Name extends string, T> =
  Record<string, never> extends T
    ? { [K in Name]?: T }
    : undefined extends T
      ? { [K in Name]?: T }
      : { [K in Name]: T };

export type CallInput<E extends Endpoint> = Part<'params', ParamsInput<E>> &
  Part<'query', QueryInput<E>> &
  Part<'body', BodyInput<E>> & {
    /** Required by endpoints marked idempotent; the same key repeats the same act. */
    idempotencyKey?: string;
    /** Bearer token of a resident or staff session. */
    bearer?: string;
    headers?: Record<string, string>;
    /** Gives the call up when nobody wants its answer any more. */
    signal?: AbortSignal;
    /** Milliseconds for this call alone, where it may take longer than others. */
    timeoutMs?: number;
  };

export interface Client {
  /** Calls one endpoint. Throws `ApiProblem` for every answer that is not success. */
  call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<ResponseOf<E>>;
}

/** A file that is sent whole and worked through takes longer than anything else. */
const LARGE_TIMEOUT_MS = 300_000;

/** How often a call is repeated while the first one with the same key still runs. */
const waitsForRunning = [150, 300, 600, 1200];

export function createClient({ baseUrl, fetch: send = fetch, timeoutMs = 15_000 }: ClientOptions): Client {
  async function once<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<ResponseOf<E>> {
    const { params, query, body } = input as { params?: object; query?: object; body?: unknown };
    const headers: Record<string, string> = { accept: 'application/json', ...input.headers };
    const form = formOf(body);
    // A browser names the type of a form by itself, with what parts it.
    if (body !== undefined && !form) headers['content-type'] = 'application/json';
    if (input.bearer) headers['authorization'] = `Bearer ${input.bearer}`;
    if (input.idempotencyKey) headers['idempotency-key'] = input.idempotencyKey;
    const givenUp = AbortSignal.timeout(input.timeoutMs ?? (endpoint.largest ? LARGE_TIMEOUT_MS : timeoutMs));
    const response = await send(baseUrl + addressOf(endpoint, params, query), {
      method: endpoint.method,
      headers,
      credentials: 'same-origin',
      signal: input.signal ? AbortSignal.any([input.signal, givenUp]) : givenUp,
      ...(body === undefined ? {} : { body: form ?? JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw unreachable(error instanceof Error ? error.message : 'no answer');
    });
    if (!response.ok) throw await readProblem(response);
    return (response.status === 204 ? undefined : await response.json()) as ResponseOf<E>;
  }

  return {
    async call(endpoint, input) {
      for (const wait of waitsForRunning) {
        try {
          return await once(endpoint, input);
        } catch (error) {
          if (!isProblem(error, 'in_progress')) throw error;
          await new Promise((resolve) => setTimeout(resolve, wait));
        }
      }
      return once(endpoint, input);
    },
  };
}

/** A body with a file in it, as a form: the file is sent as it lies there, and never read whole. */
function formOf(body: unknown): FormData | undefined {
  const entries = Object.entries(body ?? {}) as [string, unknown][];
  const files = entries.filter(([, value]) => value instanceof Blob) as [string, Blob][];
  if (files.length === 0) return undefined;
  const form = new FormData();
  form.set('terms', JSON.stringify(Object.fromEntries(entries.filter(([, value]) => !(value instanceof Blob)))));
  for (const [name, file] of files) form.set(name, file);
  return form;
}

/** `/api/v1/sites/x/times?from=…` from an endpoint and its parts; parts that are undefined are left out. */
export function addressOf(endpoint: Endpoint, params: object = {}, query: object = {}): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = (params as Record<string, string | undefined>)[name];
    if (value === undefined) throw new Error(`${endpoint.name} needs the path parameter ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return `/api/v1${path}${search.size > 0 ? `?${search}` : ''}`;
}
