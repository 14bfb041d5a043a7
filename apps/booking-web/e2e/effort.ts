import { expect, type Locator, type Page } from '@playwright/test';
import fs from 'node:fs';
import { apiUrl } from './resident';

/** What a task costs a person: pages seen, characters typed, things pressed. */
export function countEffort(page: Page) {
  const effort = { screens: 0, characters: 0, presses: 0 };
  page.on('load', () => (effort.screens += 1));
  return {
    effort,
    type: async (field: Locator, text: string): Promise<void> => {
      effort.characters += text.replaceAll(/[\s-]/g, '').length;
      await field.fill(text);
    },
    press: async (control: Locator): Promise<void> => {
      effort.presses += 1;
      await control.click();
    },
    /** Prints what was counted, and fails where it is more than was promised. */
    atMost: (task: string, most: typeof effort): void => {
      console.log(`${task}: ${effort.screens} screens, ${effort.characters} characters, ${effort.presses} presses`);
      for (const key of ['screens', 'characters', 'presses'] as const)
        expect(effort[key], `${key} of ${task}`).toBeLessThanOrEqual(most[key]);
    },
  };
}

export interface Invited {
  link: string;
  code: string;
  born: string;
  firstName: string;
  sentBy: 'email' | 'letter' | 'ended';
}

/** The invitations of the demonstration. */
export function invitations(): Invited[] {
  const file = process.env['DEMO_FILE'] ?? '.data/demo.json';
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { invitations: Invited[] }).invitations;
}

/** An invitation of this kind that nobody has used. */
export async function anInvitation(sentBy: Invited['sentBy']): Promise<Invited> {
  for (const one of invitations().filter((known) => known.sentBy === sentBy)) {
    const response = await fetch(`${apiUrl}/api/v1/invitations/${one.link.slice(3)}/open`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ dateOfBirth: one.born }),
    });
    const { state } = (await response.json()) as { state?: string };
    if (state === (sentBy === 'ended' ? 'expired' : 'open')) return one;
  }
  throw new Error(`the demonstration has no unused invitation by ${sentBy}`);
}

export const partsOf = (date: string): [day: string, month: string, year: string] => {
  const [year = '', month = '', day = ''] = date.split('-');
  return [String(Number(day)), String(Number(month)), year];
};
