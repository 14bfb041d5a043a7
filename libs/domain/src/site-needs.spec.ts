import { offersNeed, siteNeedsOf, spokenForNeeds } from './site-needs';
import { readLanguage } from './spoken-languages';

const site = { facilities: { stepFree: true, hearingLoop: false }, languages: ['pl', 'bfi'] };

test('help that a site has or has not becomes what sites are ranked by; the rest says nothing of a site', () => {
  expect(siteNeedsOf(['step_free', 'needles', 'quiet', 'Something else'])).toEqual(['stepFree', 'quietRoom']);
  expect(siteNeedsOf(undefined)).toEqual([]);
});

test('whoever needs an interpreter is better off where staff speak the language; signing is one too', () => {
  const needs = siteNeedsOf(['interpreter', 'Polish interpreter, by phone', 'bsl']);
  expect(needs).toEqual(['speaks-pl', 'speaks-bfi']);
  expect(spokenForNeeds(site, needs)).toEqual(['pl', 'bfi']);
  expect(siteNeedsOf(['interpreter', 'Klingon interpreter, in person'])).toEqual([]);
  // Somebody who only mentions it did not ask for one.
  expect(siteNeedsOf(['Polish interpreter, by phone'])).toEqual([]);
});

test('a site offers what its staff have said, and nothing else', () => {
  expect(
    ['stepFree', 'hearingLoop', 'quietRoom', 'speaks-pl', 'speaks-ar', 'languages'].map((need) =>
      offersNeed(site, need),
    ),
  ).toEqual([true, false, false, true, false, false]);
});

test('a language is known by its code, its English name or its own', () => {
  expect(['pl', ' POLISH ', 'polski', 'bfi', 'Elvish'].map((typed) => readLanguage(typed)?.code)).toEqual([
    'pl',
    'pl',
    'pl',
    'bfi',
    undefined,
  ]);
});
