import { expect, test, type Page } from '@playwright/test';
import { anInvitation, countEffort, partsOf } from './effort';
import { oldPhone, onScreens, wide } from './on-screens';
import { aPerson, fillDate, fillDetails, linkIn, mailSaying, next, pressTime, toTimes } from './resident';

const h1 = (page: Page) => page.locator('h1');

/** Gives the appointment on the last page back, so that an invitation can be used again in the next run. */
async function cancelFromDone(page: Page, born: [string, string, string]): Promise<void> {
  await page.getByRole('link', { name: 'Change or cancel this appointment' }).click();
  await fillDate(page, born);
  await next(page);
  await page.getByRole('link', { name: 'Cancel appointment' }).click();
  await page.getByRole('button', { name: 'Cancel appointment' }).click();
  await expect(h1(page)).toHaveText('Appointment cancelled');
}

onScreens([wide, oldPhone], ({ width }) => {
  test('T01 an invited person is booked in 4 screens, 8 characters and 4 presses', async ({ page }) => {
    const { link, born } = await anInvitation('email');
    const { type, press, atMost } = countEffort(page);
    await page.goto(link);
    const [day, month, year] = partsOf(born);
    await type(page.getByLabel('Day', { exact: true }), day);
    await type(page.getByLabel('Month', { exact: true }), month);
    await type(page.getByLabel('Year', { exact: true }), year);
    await press(page.getByRole('button', { name: 'Continue' }));
    await expect(h1(page)).toHaveText('Choose a time for your flu vaccine');
    await press(page.locator('.fs-time').last());
    await press(page.getByRole('button', { name: 'Confirm appointment' }));
    await expect(h1(page)).toHaveText('Appointment booked');
    atMost('invited', { screens: 4, characters: 8, presses: 4 });
    await cancelFromDone(page, partsOf(born));
  });

  test('T02 and T03 anybody else is booked in 12 screens, 49 characters and 22 presses', async ({ page }) => {
    const { type, press, atMost } = countEffort(page);
    const go = () => press(page.getByRole('button', { name: 'Continue' }));
    await page.goto('/');
    await press(page.getByRole('link', { name: 'Start now' }));
    await press(page.getByLabel('Flu vaccine'));
    await go();
    await press(page.getByLabel('Me', { exact: true }));
    await go();
    await type(page.getByLabel('Day', { exact: true }), '27');
    await type(page.getByLabel('Month', { exact: true }), '03');
    await type(page.getByLabel('Year', { exact: true }), '1950');
    await go();
    await type(page.getByLabel('Postcode, town or place'), 'L24 8QB');
    await go();
    await press(page.getByLabel('No help needed'));
    await go();
    await press(page.locator('.fs-time').nth(width === 320 ? 4 : 5));
    await type(page.getByLabel('First name'), 'Amelia');
    await type(page.getByLabel('Last name'), 'Ashford');
    await go();
    await press(page.getByLabel('Yes, I know my NHS number'));
    await type(page.getByLabel('NHS number', { exact: true }), '9990000018');
    await go();
    await press(page.getByLabel('Text message'));
    await type(page.getByLabel('Mobile number'), '07700900982');
    await go();
    await press(page.getByRole('button', { name: 'Confirm appointment' }));
    await expect(h1(page)).toHaveText('Appointment booked');
    atMost('uninvited', { screens: 12, characters: 49, presses: 22 });
    await cancelFromDone(page, ['27', '3', '1950']);
  });
});

onScreens([wide], () => {
  test('T12 a letter with a code, typed as people do, leads to a booking; an ended and a mistyped one say what is wrong', async ({
    page,
  }) => {
    const letter = await anInvitation('letter');
    const { type, press, atMost } = countEffort(page);
    await page.goto('/i');
    await type(page.getByLabel('Enter your invitation code'), letter.code.toLowerCase().replaceAll('0', 'o'));
    await press(page.getByRole('button', { name: 'Continue' }));
    const [day, month, year] = partsOf(letter.born);
    await type(page.getByLabel('Day', { exact: true }), day);
    await type(page.getByLabel('Month', { exact: true }), month);
    await type(page.getByLabel('Year', { exact: true }), year);
    await press(page.getByRole('button', { name: 'Continue' }));
    await press(page.locator('.fs-time').last());
    // No address is on file: it is the one thing that is asked.
    await press(page.getByLabel('I do not have a mobile or email'));
    await press(page.getByRole('button', { name: 'Continue' }));
    await press(page.getByRole('button', { name: 'Confirm appointment' }));
    await expect(page.getByText('We cannot send it to you.')).toBeVisible();
    atMost('with a letter only', { screens: 6, characters: 18, presses: 6 });
    await page.goto('/i');
    await page.getByLabel('Enter your invitation code').fill(letter.code);
    await next(page);
    await fillDate(page, partsOf(letter.born));
    await next(page);
    await expect(h1(page)).toHaveText('This invitation has been used');
    await page.goto('/book/done');
    await cancelFromDone(page, partsOf(letter.born));
    const ended = await anInvitation('ended');
    await page.goto(ended.link);
    await fillDate(page, ['1', '1', '1951']);
    await next(page);
    await expect(page).toHaveTitle(/^Error: /);
    await fillDate(page, partsOf(ended.born));
    await next(page);
    await expect(h1(page)).toHaveText('This invitation has ended');
  });

  test('T13 a family of three is booked one after the other, one of them cannot come, and each manages their own', async ({
    page,
  }) => {
    const person = aPerson();
    const year = new Date().getFullYear();
    await page.goto('/book/what');
    await page.getByLabel('MMR vaccine').check();
    await next(page);
    await page.getByLabel('Me and other people').check();
    await next(page);
    await fillDate(page, ['5', '5', String(year - 12)]);
    await next(page);
    const noToAll = async () => {
      for (const no of await page.getByLabel('No', { exact: true }).all()) await no.check();
      await next(page);
      await page.getByLabel('There has been no dose yet').check();
      await next(page);
    };
    await noToAll();
    const add = async (firstName: string, born: [string, string, string]) => {
      await page.getByLabel('First name').fill(firstName);
      await fillDate(page, born);
      await page.getByRole('button', { name: 'Add this person' }).click();
      const card = page.locator('.fs-place', { hasText: firstName });
      if (await card.getByRole('link', { name: 'Answer the questions' }).isVisible()) {
        await card.getByRole('link', { name: 'Answer the questions' }).click();
        await noToAll();
      }
    };
    await add('Leo', ['6', '6', String(year - 9)]);
    await add('Grandma', ['7', '7', '1950']);
    await expect(page.locator('.fs-place', { hasText: 'Grandma' })).toContainText('We cannot book for this person.');
    await add('Mia', ['8', '8', String(year - 7)]);
    await page.getByLabel('One after the other').check();
    await next(page);
    await page.getByLabel('Postcode, town or place').fill('Crewe');
    await next(page);
    await page.getByLabel('No help needed').check();
    await next(page);
    await expect(page.getByText('For 3 people. One after the other.')).toBeVisible();
    await page
      .getByRole('link', { name: /^See all times at/ })
      .first()
      .click();
    const run = (await page.locator('.fs-time').first().innerText()).replace(/\n.*/, '');
    expect(run).toMatch(/^\S+, \S+ and \S+$/);
    await pressTime(page);
    for (const [n, name] of [
      [1, 'Zoe'],
      [2, 'Leo'],
      [4, 'Mia'],
    ] as const) {
      const group = page.getByRole('group', { name: `Person ${n}` });
      await group.getByLabel('First name').fill(name);
      await group.getByLabel('Last name').fill(person.lastName);
    }
    await next(page);
    await next(page);
    await page.getByLabel('Email', { exact: true }).check();
    await page.getByLabel('Email address').fill(person.email);
    await next(page);
    await page.getByRole('button', { name: 'Confirm appointment' }).click();
    await expect(h1(page)).toHaveText('3 appointments booked');
    const references = await page.locator('.fs-reference').allInnerTexts();
    expect(new Set(references).size).toBe(3);
    const mail = await mailSaying(person.email, 'is booked');
    expect(references).toContain(/[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(mail.text)?.[0]);
    await page.getByRole('link', { name: 'Change or cancel this appointment For Zoe' }).click();
    await fillDate(page, ['5', '5', String(year - 12)]);
    await next(page);
    await page.getByRole('button', { name: 'See or change Mia' }).click();
    await expect(page.getByText('Hello Mia.')).toBeVisible();
    await page.getByRole('link', { name: 'Cancel appointment' }).click();
    await page.getByLabel('All 3 appointments').check();
    await page.getByRole('button', { name: 'Cancel appointment' }).click();
    await expect(page.getByText('Zoe: cancelled')).toBeVisible();
  });

  test('T14 more time is a double appointment, and help is told to the clinic and can be changed', async ({ page }) => {
    const person = aPerson();
    await toTimes(page, person);
    await page.getByRole('link', { name: 'Change the help you need' }).click();
    await page.getByLabel('No help needed').uncheck();
    await page.getByLabel('More time').check();
    await page.getByLabel('A quiet time or a quiet room').check();
    await page.getByLabel('Someone to interpret (not English)').check();
    await next(page);
    await page.getByLabel('Which language do you need?').fill('Kurdish Sorani');
    await page.getByLabel('By phone').check();
    await next(page);
    await expect(page.getByText('Help you need:')).toContainText('Kurdish Sorani interpreter, by phone');
    await pressTime(page);
    await fillDetails(page, person);
    await page.getByRole('button', { name: 'Confirm appointment' }).click();
    await page.goto(linkIn(await mailSaying(person.email, 'is booked')));
    await fillDate(page, person.born);
    await next(page);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Add to your calendar' }).click();
    const stream = await (await download).createReadStream();
    const text = (await stream.toArray()).join('');
    const at = (name: string) =>
      /(\d{8})T(\d\d)(\d\d)/
        .exec(text.slice(text.indexOf(`${name}:`)))
        ?.slice(2)
        .map(Number);
    const [from = [], until = []] = [at('DTSTART'), at('DTEND')];
    const minutes = ([hour = 0, minute = 0]: number[]) => hour * 60 + minute;
    expect(minutes(until) - minutes(from)).toBe(10);
    await page.getByRole('link', { name: 'Change the help you need' }).click();
    await page.getByLabel('A hearing loop').check();
    await next(page);
    await expect(page.getByText('We have told the clinic what help you need.')).toBeVisible();
    await page.getByRole('link', { name: 'Change time' }).click();
    await pressTime(page, 1);
    await page.getByRole('button', { name: 'Confirm new time' }).click();
    await expect(h1(page)).toHaveText('Your time is changed');
  });

  test('T16 and T17 another place, cancelled, and had back', async ({ page }) => {
    const person = aPerson();
    await toTimes(page, person);
    await pressTime(page, 6);
    await fillDetails(page, person);
    await page.getByRole('button', { name: 'Confirm appointment' }).click();
    await page.getByRole('link', { name: 'Change or cancel this appointment' }).click();
    await fillDate(page, person.born);
    await next(page);
    const place = page.locator('.fs-card');
    const before = await place.innerText();
    await page.getByRole('link', { name: 'Change place' }).click();
    await page.getByLabel('Postcode, town or place').fill('Crewe');
    await page.getByRole('button', { name: 'Look here' }).click();
    await expect(page.getByRole('heading', { name: 'Appointments near Crewe' })).toBeVisible();
    await pressTime(page);
    await page.getByRole('button', { name: 'Confirm new time' }).click();
    await page.getByRole('link', { name: 'See your appointment' }).click();
    expect(await place.innerText()).not.toBe(before);
    const after = await place.innerText();
    await page.getByRole('link', { name: 'Cancel appointment' }).click();
    await page.getByRole('button', { name: 'Cancel appointment' }).click();
    await page.getByRole('button', { name: 'Get it back' }).click();
    await expect(page.getByText('You have your appointment back.')).toBeVisible();
    expect(await place.innerText()).toBe(after);
  });

  test('T21 the printed appointment fits on one sheet of A4', async ({ page }) => {
    const person = aPerson();
    await toTimes(page, person);
    await pressTime(page, 7);
    await fillDetails(page, person);
    await page.getByRole('button', { name: 'Confirm appointment' }).click();
    await page.getByRole('link', { name: 'Print or save on one page' }).click();
    const sheet = await page.pdf({ format: 'A4' });
    expect(sheet.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
  });

  test('T24 after "Finish and clear my answers", back shows nothing', async ({ page, context }) => {
    const person = aPerson();
    await toTimes(page, person);
    await pressTime(page, 8);
    await page.getByLabel('First name').fill('Amina');
    await page.getByLabel('Last name').fill(person.lastName);
    await next(page);
    await page.goto('/book/name');
    await context.request.post('/book/clear', { headers: { 'sec-fetch-site': 'same-origin' }, form: {} });
    await page.goBack();
    await expect(page.locator('body')).not.toContainText(person.lastName);
    await page.goto('/book/name');
    await expect(page).toHaveURL(/\/book\/what$/);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  });
});
