import type { EmailText } from './messages';

interface Values {
  name: string;
  by: string;
  site: string;
  /** Local time until which they may agree; null: it is done, and they are only told. */
  until: string | null;
  link: string;
}

/** What a member of staff reads who is asked to agree to a change, or is told of one that could not wait. */
export const staffAlert = ({ name, by, site, until, link }: Values): EmailText => ({
  subject: until ? `Please look at a change at ${site}` : `An urgent change at ${site}`,
  heading: `Hello ${name}`,
  paragraphs: until
    ? [
        `${by} asks you to agree to a change at ${site}. It is for many people who are booked.`,
        `Look at it before ${until}. Nothing changes until you or another person agrees.`,
      ]
    : [
        `${by} has made an urgent change at ${site}, without a second person. Many people who were booked are told.`,
        'Sign in to read what was done and why.',
      ],
  action: { words: until ? 'Look at the change' : 'Read what was done', link },
});
