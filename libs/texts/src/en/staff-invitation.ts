import type { EmailText } from './messages';

interface Values {
  name: string;
  invitedBy: string | null;
  region: string;
  link: string;
}

/** What somebody reads who is given an account on the staff site. */
export const staffInvitation = ({ name, invitedBy, region, link }: Values): EmailText => ({
  subject: `Your account for appointments in ${region}`,
  heading: `Hello ${name}`,
  paragraphs: [
    `${invitedBy ?? 'An administrator'} has given you an account on the staff site for appointments in ${region}.`,
    'Choose a password to start. The link works once, for 14 days.',
    'If you did not expect this, you can ignore it: nobody can use the account without the link.',
  ],
  action: { words: 'Choose a password', link },
});
