import { smsParts } from '@fairslot/domain';
import { replies } from './replies';

/** As long as the API lets each of them be. */
const longest = {
  shortTime: 'Wed 25 Nov 10:50am (second)',
  siteShort: 'S'.repeat(22),
  link: 'L'.repeat(45),
  bookAgainLink: 'B'.repeat(28),
  helpPhone: '0151 496 0000',
};
const { words, ...answers } = replies;

test.each(Object.keys(answers) as (keyof typeof answers)[])('the answer %s fits two parts of plain letters', (name) => {
  const { encoding, parts } = smsParts(answers[name](longest));
  expect(encoding).toBe('GSM-7');
  expect(parts).toBeLessThanOrEqual(2);
});

test('no answer tells people to send a word by which carriers end all messages, other than STOP', () => {
  for (const answer of Object.values(answers)) expect(answer(longest)).not.toMatch(/\b(CANCEL|END|QUIT|YES)\b/);
});

test('somebody who sends STOP, or CANCEL, learns that no appointment was cancelled', () => {
  expect(answers.stopped(longest)).toContain('stay as they are');
});

test('words are kept as they are compared', () => {
  for (const word of [...words.coming, ...words.cannotCome]) expect(word).toBe(word.toLowerCase());
});
