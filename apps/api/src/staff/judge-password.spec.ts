import { isGuessedFirst } from './judge-password';

test.each([
  ['password1234', true],
  ['Vaccine2026!!', true],
  ['aaaaaaaaaaaaaa', true],
  ['qwertyuiop123', true],
  ['12345678901234', true],
  ['desk.officer2026', true],
  ['welcomewelcome', true],
  ['a long enough password', false],
  ['correct horse battery', false],
  ['påsswörd är bra långt', false],
])('%s is guessed first: %s', (password, expected) => {
  expect(isGuessedFirst(password, 'desk.officer@example.org')).toBe(expected);
});
