import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openApp } from '../../test/open-app';
import { StaffApi } from '../../test/staff-api';

test('a sign-in app is set up, its codes are kept, and then the page says that it is set up', async () => {
  new StaffApi().install();
  openApp('/account');
  await userEvent.click(await screen.findByRole('button', { name: 'Set up the app' }));
  await userEvent.type(await screen.findByLabelText('Code from the app'), '123456{Enter}');
  expect(await screen.findByRole('heading', { name: 'Keep these recovery codes' })).toHaveFocus();
  expect(screen.getByText('5PSS7-MG8TT')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'I have kept them' }));
  expect(await screen.findByText('Your sign-in app is set up. You have 10 recovery codes left.')).toBeVisible();
  expect(screen.queryByText('5PSS7-MG8TT')).not.toBeInTheDocument();
  expect(screen.getByRole('heading', { name: 'Sign-in app' })).toHaveFocus();
});
