import type { Batch } from '@fairslot/contract';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CoordinatorApi } from '../../test/coordinator-api';
import { openApp } from '../../test/open-app';
import { someone } from '../../test/staff-api';

const batch: Batch = {
  id: 'b1',
  serviceId: 'flu',
  product: 'Vaxi',
  number: 'AB12',
  expiresOn: null,
  doses: 10,
  left: 2,
  inUse: true,
};

test('that a batch ran out is said where a screen reader listens already, with the way back', async () => {
  const api = new CoordinatorApi().install();
  api.me = someone;
  let here = [batch];
  api.answers.set('GET /staff/sites/aintree/batches', () => ({ items: here, services: [] }));
  api.answers.set('POST /staff/sites/aintree/batches/b1/end', () => {
    here = [];
    return batch;
  });
  api.answers.set('POST /staff/sites/aintree/batches/b1/use', () => {
    here = [batch];
    return batch;
  });
  openApp('/sites/aintree/stock');
  const row = await screen.findByRole('row', { name: /Vaxi AB12/ });
  const live = document.querySelector<HTMLElement>('main [aria-live="polite"]');
  expect(live).toBeEmptyDOMElement();
  await userEvent.click(within(row).getByRole('button', { name: /^Run out/ }));
  expect(await screen.findByText(/^Vaxi AB12 has run out\./)).toBeVisible();
  expect(live).toHaveTextContent('Vaxi AB12 has run out.');
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByRole('row', { name: /Vaxi AB12/ })).toBeVisible();
  expect(live).toBeEmptyDOMElement();
});
