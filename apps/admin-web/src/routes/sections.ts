import type { Permission, StaffMe } from '@fairslot/contract';
import { mayAnywhere } from '../ui/may-anywhere';
import { texts } from '../ui/texts';

const words = texts.coordinatorNav;

/** Pages that stand together below one link of the navigation. */
export interface Section {
  name: string;
  pages: { to: string; says: string }[];
}

type Page = [needs: Permission, to: string, says: string];
const people: Page[] = [
  ['people:import', '/people', words.lists],
  ['people:read', '/cohorts', words.cohorts],
  ['people:records', '/records', words.records],
];
const messages: Page = ['messages:read', '/messages', words.messages];
const audit: Page = ['audit:read', '/audit', words.audit];
const region: Page[] = [
  ['reports:read', '/overview', words.overview],
  messages,
  audit,
  ['region:manage', '/region', words.setUp],
];

/** Somebody who looks at the region as a whole; for the others messages and audit are those of their sites. */
const hasRegion = (me: StaffMe): boolean => mayAnywhere(me, 'reports:read') || mayAnywhere(me, 'region:manage');

const allowed = (me: StaffMe, pages: readonly Page[]) =>
  pages.flatMap(([needs, to, says]) => (mayAnywhere(me, needs) ? [{ to, says }] : []));

/** Pages of somebody's sites that have no section for them. */
export const ownPages = (me: StaffMe): Section['pages'] => (hasRegion(me) ? [] : allowed(me, [messages, audit]));

/** What there is for this person beyond their sites, in order. */
export function sectionsOf(me: StaffMe): Section[] {
  return [
    { name: words.campaigns, pages: allowed(me, [['campaigns:read', '/campaigns', words.campaigns]]) },
    { name: words.people, pages: allowed(me, people) },
    { name: words.region, pages: hasRegion(me) ? allowed(me, region) : [] },
  ].filter(({ pages }) => pages.length > 0);
}

/** The first page; before there are sites, the page that says how to begin. */
export function firstOf(me: StaffMe, { pages }: Section): string {
  const start = me.sites.length === 0 ? pages.find(({ to }) => to === '/region') : undefined;
  return (start ?? pages[0])?.to ?? '/';
}

export const isWithin = ({ pages }: Section, pathname: string): boolean =>
  pages.some(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
