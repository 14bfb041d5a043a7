import type { CallInput } from '@fairslot/client';
import type { Endpoint, ErrorCode, ResponseOf, Service } from '@fairslot/contract';
import type { Texts } from '@fairslot/texts';
import { redirect } from 'react-router';
import type { Cookies } from './cookies';
import type { When } from './when';

/** What a deployment is called and how it is reached. */
export interface SiteFacts {
  region: string;
  helpPhone: string;
  /** Where people who sign make a video call. */
  signLanguageUrl?: string;
  paidUrl?: string;
  timeZone: string;
  /** Do people have NHS numbers here? */
  nhsNumber: boolean;
  isDemo: boolean;
  outboxUrl?: string;
  /** Set while the service is closed. */
  closedUntil?: string;
}

/** Everything that a page needs for one request. The only way to the API and to the browser's cookies. */
export interface Visit {
  site: SiteFacts;
  /** Of the pages: a code such as en or ar. */
  language: string;
  /** Of messages, where nothing else was chosen: that of the pages where messages are written in it, else English. */
  messageLanguage: string;
  /** All that messages are written in, each in its own words. */
  messageLanguages: readonly { code: string; lang: string; name: string }[];
  texts: Texts['booking'];
  /** What a person reads for an error of the API that no page expects. */
  errors: Record<ErrorCode, string>;
  when: When;
  cookies: Cookies;
  /** Calls the API with this request's id. Throws ApiProblem. */
  call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<ResponseOf<E>>;
  /** The services on offer, at most a few seconds old. */
  services(): Promise<readonly Service[]>;
  now(): Date;
}

/** Arguments of every loader and action here. */
export interface PageArgs {
  request: Request;
  params: Record<string, string | undefined>;
  context: Visit;
}

/** 303: what follows a good POST is always read with GET. Thrown or returned. */
export const seeOther = (path: string) => redirect(path, 303);
