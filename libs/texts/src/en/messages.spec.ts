import { smsParts } from '@fairslot/domain';
import { textsFor } from '../index';
import { invitations, messages, oneTimeCode, type InvitationValues, type MessageValues } from './messages';

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
  special: [],
  helpPhone: '0151 496 0000',
  clock: '10:50am (second)',
  day: 'Wed 25 Nov',
  dayIs: null,
  nextDose: { dose: 2, from: 'Wed 25 Nov' },
};

/** The worst case the texts were written for: eleven letters, a site of 22, a link of 45. */
const usual: MessageValues = {
  ...longest,
  firstName: 'F'.repeat(11),
  service: 'flu vaccine',
  shortTime: 'Wed 25 Nov 10:50am',
  clock: '10:50am',
};
const invited: InvitationValues = {
  firstName: 'F'.repeat(11),
  service: 'flu vaccine',
  organisation: 'The Organisation',
  link: 'L'.repeat(45),
  code: 'K7QF-9X2A4',
  helpPhone: '0151 496 0000',
};

test.each(Object.keys(messages) as (keyof typeof messages)[])('%s fits two parts of plain letters', (kind) => {
  const { encoding, parts } = smsParts(messages[kind].sms(longest));
  expect(encoding).toBe('GSM-7');
  expect(parts).toBeLessThanOrEqual(2);
});

test.each([
  'booked',
  'reminder_3_days',
  'reminder_1_day',
  'missed',
  'next_dose',
  'clinic_moved',
  'cancelled_by_resident',
] as const)('%s is one part with a name of eleven letters and a site of 22', (kind) => {
  for (const dayIs of ['today', 'tomorrow', null] as const)
    expect(smsParts(messages[kind].sms({ ...usual, dayIs }))).toMatchObject({ encoding: 'GSM-7', parts: 1 });
});

test.each(['pl', 'ar'])('drafts in %s fit two parts, with the date and the link', (language) => {
  const { messages: drafts, invitations: invites } = textsFor(language);
  for (const [kind, { sms }] of Object.entries(drafts)) {
    const said = sms({
      ...usual,
      shortTime: language === 'ar' ? 'الأربعاء 25 نوفمبر 10:50' : 'sr., 25 lis 10:50',
      clock: '10:50',
    });
    expect([kind, smsParts(said).parts <= 2]).toEqual([kind, true]);
    expect(said).toMatch(/L{45}|B{28}/);
  }
  for (const { sms } of Object.values(invites)) expect(smsParts(sms(invited)).parts).toBeLessThanOrEqual(2);
});

test.each(['en', 'pl', 'ar'])('in %s an e-mail and a calendar say what the clinic is besides', (language) => {
  const { messages: kinds, calendar } = textsFor(language);
  const v = { ...usual, special: ['It is quiet.', 'It is for women.'] };
  for (const kind of ['booked', 'moved', 'clinic_moved', 'reminder_3_days', 'reminder_1_day'] as const)
    expect(kinds[kind].email(v).paragraphs).toEqual(expect.arrayContaining(v.special));
  expect(calendar.description(v).split('\n')).toEqual(expect.arrayContaining(v.special));
});

test('invitations are one part each, and say it is theirs', () => {
  for (const kind of ['invitation', 'invitation_again'] as const) {
    expect(smsParts(invitations[kind].sms(invited))).toMatchObject({ encoding: 'GSM-7', parts: 1 });
    expect(invitations[kind].email(invited).action.link).toBe(invited.link);
  }
  expect(smsParts(oneTimeCode.sms({ code: '482913', minutes: 10 })).parts).toBe(1);
});

test('a reminder that leaves late says today and not tomorrow, and one that is early says the day', () => {
  const { sms } = messages.reminder_1_day;
  expect(sms({ ...usual, dayIs: 'tomorrow' })).toContain('see you tomorrow 10:50am');
  expect(sms({ ...usual, dayIs: 'today' })).toContain('see you today 10:50am');
  expect(sms({ ...usual, dayIs: null })).toContain('see you Wed 25 Nov 10:50am');
  expect(messages.missed.sms({ ...usual, dayIs: 'today' })).toContain('we missed you today.');
  expect(messages.missed.sms(usual)).toContain('we missed you on Wed 25 Nov.');
  expect(messages.next_dose.sms({ ...usual, service: 'MMR vaccine' })).toContain(
    'your 2nd MMR vaccine can be given from',
  );
});

test('what a site moves says which time is gone and which is kept, in two parts, also where that is somewhere else', () => {
  const was = {
    site: 'The Old Site',
    siteShort: 'O'.repeat(22),
    shortTime: 'Tue 24 Nov 9:00am',
    longTime: 'Tuesday 24 November',
  };
  for (const isSameSite of [true, false]) {
    const moved = { ...longest, before: { ...was, isSameSite } };
    const sms = messages.clinic_moved.sms(moved);
    expect(smsParts(sms)).toMatchObject({ encoding: 'GSM-7', parts: 2 });
    expect(sms).toContain(`${was.siteShort} cannot see you on ${was.shortTime}. We keep ${moved.shortTime} `);
    expect(sms.includes(moved.siteShort)).toBe(!isSameSite);
    expect(messages.clinic_moved.email(moved).paragraphs.join(' ')).toContain(
      `The Old Site cannot see you for your ${moved.service}`,
    );
    for (const language of ['pl', 'ar'])
      expect(smsParts(textsFor(language).messages.clinic_moved.sms(moved)).parts).toBeLessThanOrEqual(3);
  }
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
