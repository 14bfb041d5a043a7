import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

/** A message as the stand-in has it, whatever the sender was told. */
export interface Taken {
  sid: string;
  to: string;
  body: string;
  status: string;
  direction: string;
  validityPeriod: number | null;
  statusCallback: string | null;
  /** The phone has it. */
  arrived: boolean;
}
export interface Called {
  sid: string;
  status: string;
  answer: number;
  ms: number;
}
export interface Delivered {
  status: number;
  type: string;
  body: string;
  /** Words the phone got; null for none. */
  reply: string | null;
}
export interface StandInState {
  counts: Record<'create' | 'list' | 'fetch' | 'unauthorised', number>;
  violations: string[];
  notHeldToSpecificationBecause: string | null;
}
interface Inbound {
  from: string;
  body: string;
  sid?: string;
  deliveries?: number;
  sign?: string;
  optOutType?: string;
}

const AUTH_TOKEN = '0123456789abcdef0123456789abcdef';
/** Where Twilio is told to call: what it signs, and not where the API listens. */
const WEBHOOK_URL = 'https://hooks.example.org/fairslot';
const ACCOUNT_SID = `AC${'a'.repeat(32)}`;

/** Twilio's stand-in in a process of its own, and an API that is told to use it. */
export class TwilioWorld {
  /** What the API is started with. */
  readonly settings: Record<string, string>;

  private constructor(
    private readonly process: ChildProcess,
    readonly apiUrl: string,
    private readonly controlUrl: string,
  ) {
    this.settings = {
      TWILIO_ACCOUNT_SID: ACCOUNT_SID,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      TWILIO_MESSAGING_SERVICE_SID: `MG${'b'.repeat(32)}`,
      TWILIO_API_URL: apiUrl,
      WEBHOOK_URL,
    };
  }

  static async start(): Promise<TwilioWorld> {
    const main = path.resolve(__dirname, '../../../tools/twilio/main.mjs');
    const env = { PORT: '0', CONTROL_PORT: '0', TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN };
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    let said = '';
    await new Promise<void>((ready, failed) => {
      child.once('exit', () => failed(new Error(`The stand-in ended:\n${said}`)));
      child.stdout?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (/Control on \S+\n/.test(said)) ready();
      });
    });
    const found = (pattern: RegExp): string => pattern.exec(said)?.[1] as string;
    return new TwilioWorld(child, found(/TWILIO_API_URL=(\S+)/), found(/Control on (\S+)/));
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
  }

  /** How the next requests to send are answered. */
  next(kind: string, more: { times?: number; ms?: number; status?: number; code?: number } = {}): Promise<unknown> {
    return this.control('POST', '/next', { kind, ...more });
  }

  /** How the next messages end. */
  endings(final: string, errorCode?: number): Promise<unknown> {
    return this.control('POST', '/endings', { final, errorCode });
  }

  /** What is called at the public address arrives here. */
  leadsTo({ url }: { url: string }): Promise<unknown> {
    return this.control('POST', '/settings', { proxy: { from: WEBHOOK_URL, to: url } });
  }

  set(settings: { mode?: 'on' | 'held' | 'off'; times?: number; listLagMs?: number }): Promise<unknown> {
    return this.control('POST', '/settings', settings);
  }

  down(): Promise<unknown> {
    return this.control('POST', '/down', {});
  }

  up(): Promise<unknown> {
    return this.control('POST', '/up', {});
  }

  /** Waits until every callback has been answered. */
  async settled(): Promise<Called[]> {
    return ((await this.control('POST', '/settle', {})) as { items: Called[] }).items;
  }

  async taken(to?: string): Promise<Taken[]> {
    const query = to ? `?to=${encodeURIComponent(to)}` : '';
    return ((await this.control('GET', `/messages${query}`)) as { items: Taken[] }).items;
  }

  /** Throws where a request or an answer did not have the shape it should. */
  async proveShapes(): Promise<void> {
    const { violations } = await this.state();
    if (violations.length > 0) throw new Error(violations.join('\n'));
  }

  state(): Promise<StandInState> {
    return this.control('GET', '/state') as Promise<StandInState>;
  }

  /** One status callback, for the id in its address; signed unless said otherwise. */
  async status(id: string, form: Record<string, string>, sign = 'right'): Promise<Delivered> {
    const url = `${WEBHOOK_URL}/api/v1/webhooks/twilio/status/${id}`;
    return (await this.control('POST', '/status', { url, sign, ...form })) as Delivered;
  }

  /** A phone sends us a text. */
  async inbound(what: Inbound): Promise<{ sid: string; answers: Delivered[] }> {
    const url = `${WEBHOOK_URL}/api/v1/webhooks/twilio/inbound`;
    return (await this.control('POST', '/inbound', { url, ...what })) as { sid: string; answers: Delivered[] };
  }

  /** The words the phone gets back for one text. */
  async says(from: string, body: string): Promise<string | null> {
    const { answers } = await this.inbound({ from, body });
    if (answers[0]?.status !== 200) throw new Error(`answered ${answers[0]?.status}: ${answers[0]?.body}`);
    return answers[0].reply;
  }

  private async control(method: string, route: string, body?: object): Promise<unknown> {
    const response = await fetch(this.controlUrl + route, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = (await response.json()) as { error?: string };
    if (!response.ok) throw new Error(`${route}: ${answer.error}`);
    return answer;
  }
}

/** Looks until the answer is as wanted, or ten seconds have passed. */
export async function until<T>(look: () => Promise<T>, isWanted: (found: T) => boolean): Promise<T> {
  for (let i = 0; ; i += 1) {
    const found = await look();
    if (isWanted(found) || i > 200) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
