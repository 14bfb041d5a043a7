import { parseReply } from './reply';

const words = { coming: ['1', 'yes'], cannotCome: ['2'] };

test.each([
  ['1', 'coming'],
  [' 1. ', 'coming'],
  ['1\nthank you', 'coming'],
  ['YES please', 'coming'],
  ['١', 'coming'],
  ['1️⃣', 'coming'],
  ['2', 'cannot_come'],
  ['(2), sorry', 'cannot_come'],
  ['stop', 'stop'],
  ['STOP!', 'stop'],
  ['Cancel', 'stop'],
  ['OptOut', 'stop'],
  ['unstop', 'start'],
  ['Start', 'start'],
  ['help?', 'help'],
  ['INFO', 'help'],
])('"%s" means %s', (text, reply) => {
  expect(parseReply(text, words)).toBe(reply);
});

test.each(['', '   ', '?', '12', '1st', '2:30pm is better', '1.30', '2-3', 'I am coming', 'no', 'unstoppable', 'Ⅱ'])(
  '"%s" is not guessed at',
  (text) => {
    expect(parseReply(text, words)).toBe('none');
  },
);
