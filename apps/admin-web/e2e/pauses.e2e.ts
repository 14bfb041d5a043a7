import { createClient } from '@fairslot/client';
import { createClinic } from '@fairslot/contract';
import { addDays } from '@fairslot/domain';
import { expect, test } from '@playwright/test';
import { apiUrl, enter, leadSite } from './desk';
import { lookAt } from './look';

const client = createClient({ baseUrl: apiUrl });

test('a service that has run out is paused at one site, and given again', async ({ page }) => {
  const { siteId, today } = await leadSite();
  await enter(page, `/sites/${siteId}/clinics?view=list`, 'clinic lead');
  await page.getByText('Pause a service', { exact: true }).click();
  await page.getByLabel('Service', { exact: true }).selectOption({ label: 'MMR vaccine' });
  await page.getByLabel('First day without it').fill(addDays(today, 200));
  await page.getByLabel('Last day without it (optional)').fill(addDays(today, 199));
  await page.getByRole('button', { name: 'Stop taking bookings for it' }).click();
  await expect(page.getByRole('alert').getByRole('link')).toBeVisible();
  await lookAt(page, [390, 1280], 'staff-service-pause-error');
  await page.getByLabel('Last day without it (optional)').fill(addDays(today, 201));
  await page.getByRole('button', { name: 'Stop taking bookings for it' }).click();
  await expect(page.getByText(/^MMR vaccine: no new bookings for appointments from .* until the end of/)).toBeVisible();
  await lookAt(page, [390, 1280], 'staff-service-paused');
  await page.getByRole('button', { name: 'Take bookings again MMR vaccine' }).click();
  await expect(page.getByText('Nothing is paused.')).toBeVisible();
});

test('a day is closed for one service: only who is booked for it is counted, and the clinic goes on', async ({
  page,
}) => {
  const { bearer, siteId, today } = await leadSite();
  const date = addDays(today, 160);
  await client.call(createClinic, {
    bearer,
    params: { siteId },
    body: { date, from: '09:00', until: '10:00', slotMinutes: 10, capacity: 1, serviceIds: ['mmr', 'blood-test'] },
  });
  await enter(page, `/sites/${siteId}/close?date=${date}&step=reason`, 'clinic lead');
  await page.getByLabel('No stock, or a fridge failed').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Only some services').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('link', { name: 'Choose at least one service' })).toBeVisible();
  await page.getByLabel('MMR vaccine').check();
  await lookAt(page, [390, 1280], 'staff-close-some');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Nobody is booked for that then.')).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText(/^You close for MMR vaccine on/)).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Closed' })).toBeVisible();
  await page.getByRole('button', { name: 'Open again' }).click();
  await expect(page.getByRole('heading', { name: 'Open again' })).toBeVisible();
});
