import { smsParts } from '@fairslot/domain';
import { messages, type MessageValues } from './messages';

/** As long as the API lets each of them be: names and sites are cut, links have 45 characters, services are named in short. */
const longest: MessageValues = {
  firstName: 'F'.repeat(30),
  service: 'flu and COVID-19 vaccine (65+)',
  shortTime: 'Wed 25 Nov 10:50am (second)',
  longTime: 'Wednesday 25 November 2026, 10:50am',
  site: 'The Longest Name of a Community Health Centre',
  siteShort: 'S'.repeat(22),
  address: '1 High Street, Liverpool, L24 8QB',
  reference: 'K7QF9-X2A4M',
  link: 'L'.repeat(45),
  bookAgainLink: 'B'.repeat(28),
  preparation: '',
  helpPhone: '0151 496 0000',
};

test.each(Object.keys(messages) as (keyof typeof messages)[])('%s fits two parts of plain letters', (kind) => {
  const { encoding, parts } = smsParts(messages[kind].sms(longest));
  expect(encoding).toBe('GSM-7');
  expect(parts).toBeLessThanOrEqual(2);
});

test('where the site had to cancel, it says sorry, when it would have been, and how to book again', () => {
  const values = { ...longest, firstName: 'Amina', service: 'flu vaccine', siteShort: 'Speke Pharmacy' };
  const { sms, email } = messages.cancelled_by_site;
  for (const text of [sms(values), [email(values).subject, ...email(values).paragraphs].join('\n')]) {
    expect(text).toMatch(/sorry/i);
    expect(text).toContain(values.helpPhone);
    expect(text).toMatch(/Nov/);
  }
  expect(sms(values)).toContain(values.bookAgainLink);
  expect(email(values).action.link).toBe(values.bookAgainLink);
});

test('whoever may have booked twice is asked about the one appointment they know, and can only reach that one', () => {
  const { sms, email } = messages.possible_duplicate;
  expect(sms(longest)).toContain('keep this one?');
  expect(sms(longest)).toContain(longest.link);
  expect(email(longest).action.link).toBe(longest.link);
});
