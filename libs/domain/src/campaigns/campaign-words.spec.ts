import { faultsOfWords, fillWords, type CampaignWords, type WordValues } from './campaign-words';

const longest: WordValues = {
  'first name': 'M'.repeat(30),
  service: 'flu vaccine',
  organisation: 'Northshire',
  link: 'https://book.example.org/i/0000000000000000',
  code: '1234-56789',
  phone: '0151 496 0000',
};
const words = (sms: string): CampaignWords => ({
  language: 'en',
  kind: 'invitation',
  sms,
  subject: 'Your {service}',
  body: 'Dear {first name},\n\nbook now.',
});
const codes = (sms: string) => faultsOfWords(words(sms), longest).map(({ code, found }) => [code, found]);

test('marks stand for names, and what is no mark is left alone', () => {
  expect(fillWords('{first name}: {link} {nick name}', longest)).toBe(
    `${longest['first name']}: ${longest.link} {nick name}`,
  );
});

test('good words have no fault', () => {
  expect(codes("{first name}, don't wait: {link}")).toEqual([]);
});

test('a curly quote is caught by name, and so is what needs more than two messages', () => {
  expect(codes('{first name}, don’t wait: {link}')).toEqual([['sign_fine', '’']]);
  expect(codes(`${'a'.repeat(300)} {link}`)).toEqual([['words_long', undefined]]);
  expect(codes(`${'ż'.repeat(120)} {link}`)).toEqual([['words_long', 'ż']]);
});

test('an unknown mark, a missing link and empty words are told by field', () => {
  expect(codes('{name}, book')).toEqual([
    ['mark_unknown', 'name'],
    ['link_missing', undefined],
  ]);
  expect(faultsOfWords({ ...words('{link}'), subject: ' ' }, longest)).toEqual([
    { field: 'subject', code: 'required' },
  ]);
});
