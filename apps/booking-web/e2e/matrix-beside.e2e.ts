import { formatReference, makeReference } from '@fairslot/domain';
import { expect, test } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { onEveryPair } from './looking';
import { aPerson } from './resident';

/** Pages beside the way of matrix.e2e.ts. */
onEveryPair(({ look, go, next, choose, fill, date, wrong, keepToThemselves, fluTimes }) => {
  test('walk-in clinics, and nothing near', async ({ page }) => {
    await go(page, '/walk-in');
    await look(page, 'walk-in');
    await wrong(page, 'walk-in');
    await fill(page, 'where', 'New');
    await next(page);
    await look(page, 'walk-in-which');
    await go(page, '/walk-in');
    await fill(page, 'where', 'CH42 4NZ');
    await next(page);
    await look(page, 'walk-in-near');
    await go(page, '/walk-in?distance=2');
    await look(page, 'walk-in-two-miles');
  });

  test('two services in one visit', async ({ page }) => {
    const person = aPerson();
    await fluTimes(page);
    await page.locator('form[action$="/book/together"] button').click();
    await look(page, 'times-together');
    await page.locator('.fs-time').nth(1).click();
    await fill(page, 'firstName', person.firstName);
    await fill(page, 'lastName', person.lastName);
    await next(page);
    await keepToThemselves(page);
    await look(page, 'check-together');
    await next(page);
    await look(page, 'done-together');
    await page.locator('a[href*="/m/"]').first().click();
    await date(page, ['27', '3', '1950']);
    await next(page);
    await go(page, '/appointment/cancel');
    await look(page, 'cancel-together');
    await choose(page, 'all');
    await page.locator('.nhsuk-button--warning').click();
    await expect(page.locator('.nhsuk-panel')).toBeVisible();
  });

  test('reasons to have a vaccine, and a lost reference', async ({ page }) => {
    await go(page, '/book/what');
    await choose(page, 'flu');
    await next(page);
    await choose(page, 'me');
    await next(page);
    await date(page, ['1', '1', '1985']);
    await next(page);
    await look(page, 'about-you-list');
    await wrong(page, 'about-you-list');
    await choose(page, 'none');
    await next(page);
    await look(page, 'next-steps-no-reason');
    await go(page, '/manage');
    await fill(page, 'reference', formatReference(makeReference(randomBytes(8))));
    await date(page, ['1', '1', '1985']);
    await next(page);
    await look(page, 'find-unknown');
    await page.locator('a[href$="/manage/send"]').click();
    await look(page, 'send');
    await wrong(page, 'send');
    await fill(page, 'to', aPerson().email);
    await date(page, ['1', '1', '1985']);
    await next(page);
    await look(page, 'sent');
  });
});
