import { expect, test } from '@playwright/test';
import { look, newPractice, signedIn } from './coordinator';

test('the rule of a service is changed as sentences, tried on everybody, saved, and keeps its versions', async ({
  browser,
}) => {
  const practice = newPractice();
  const page = await signedIn(browser, 'region administrator', '/region');
  await page.getByText('Add a service of your own').click();
  await page.getByLabel('Name, as residents read it').fill(`Check ${practice}`);
  await page.getByLabel('Who is it for?').fill('People aged 60 or over');
  await page.getByLabel('From age (optional)').fill('60');
  await page.getByRole('button', { name: 'Add service', exact: true }).click();
  await page.getByRole('link', { name: `Who may have it Check ${practice}` }).click();

  await expect(page.getByText('aged 60 and over', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Remove the condition: aged 60 and over' }).click();
  await page.getByRole('button', { name: 'Add a condition to' }).click();
  await page.getByRole('button', { name: 'Add this condition' }).click();
  await expect(page.getByText('Enter an age from 0 to 130 in one of the two boxes')).toBeVisible();
  await page.getByLabel('From this age').fill('75');
  await page.getByRole('button', { name: 'Add this condition' }).click();
  await page.getByRole('button', { name: 'Try it on everybody' }).click();
  await expect(page.getByText(/^Tried on [\d,]+ people of your lists/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('row', { name: /^May have it May not have it|^May have it Not yet/ })).toBeVisible();
  await look(page, 'rule');
  await page.getByRole('button', { name: 'Save as version 2' }).click();
  await expect(page.getByRole('heading', { name: 'Version 2' })).toBeVisible();
  await expect(page.getByText(/^Saved by Rosa Ibekwe/)).toBeVisible();
  await expect(page.getByText('aged 75 and over', { exact: true })).toBeVisible();
  await page.context().close();
});

test('whoever looks after the region sees who looked at a record', async ({ browser }) => {
  const page = await signedIn(browser, 'region administrator', '/records');
  await page.getByRole('button', { name: 'Who has looked at this record' }).click();
  await expect(page.getByRole('link', { name: 'Enter an NHS number or a booking reference' })).toBeVisible();
  await page.getByLabel('Or a booking reference').fill('0000000000');
  await page.getByLabel('Why do you open it?').selectOption({ label: 'The person asked' });
  await page.getByRole('button', { name: 'Who has looked at this record' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Nothing is held under this number' })).toBeVisible();
  await look(page, 'records');
  await page.context().close();
});
