import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CoordinatorApi } from '../test/coordinator-api';
import { openApp } from '../test/open-app';

beforeEach(() => {
  new CoordinatorApi().install();
});

test('the menu opens by its button, and Escape folds it and goes back to the button', async () => {
  openApp('/people');
  const menu = await screen.findByRole('button', { name: 'Menu' });
  expect(menu).toHaveAttribute('aria-expanded', 'false');
  await userEvent.click(menu);
  expect(menu).toHaveAttribute('aria-expanded', 'true');
  await userEvent.tab();
  expect(menu).not.toHaveFocus();
  await userEvent.keyboard('{Escape}');
  expect(menu).toHaveAttribute('aria-expanded', 'false');
  expect(menu).toHaveFocus();
});

test('the menu folds once a page was chosen in it, the page that is open included', async () => {
  openApp('/people');
  const menu = await screen.findByRole('button', { name: 'Menu' });
  await userEvent.click(menu);
  await userEvent.click(within(screen.getByRole('navigation', { name: 'Main' })).getByRole('link', { name: 'People' }));
  expect(menu).toHaveAttribute('aria-expanded', 'false');
});
