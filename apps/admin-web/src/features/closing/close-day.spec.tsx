import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openApp } from '../../test/open-app';
import { someone, StaffApi } from '../../test/staff-api';

test('each page of closing a day takes focus, because what was pressed has gone with the page before', async () => {
  const api = new StaffApi().install();
  const sites = someone.sites.map((site) => ({
    ...site,
    permissions: [...site.permissions, 'clinics:write' as const],
  }));
  api.me = { ...someone, sites };
  openApp('/sites/aintree/close?date=2026-11-21');
  await userEvent.click(await screen.findByLabelText('Weather'));
  await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
  expect(await screen.findByRole('heading', { level: 1, name: /^When do you close/ })).toBeVisible();
  expect(screen.getByRole('main')).toHaveFocus();
});
