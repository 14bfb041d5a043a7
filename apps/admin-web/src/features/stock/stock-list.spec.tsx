import type { Batch } from '@fairslot/contract';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CoordinatorApi } from '../../test/coordinator-api';
import { openApp } from '../../test/open-app';
import { problem, someone } from '../../test/staff-api';

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

test('who wrote too much of one field is told which, and keeps what was typed', async () => {
  const api = new CoordinatorApi().install();
  api.me = someone;
  api.answers.set('GET /staff/sites/aintree/batches', () => ({ items: [batch], services: [] }));
  api.answers.set('GET /services', () => ({ items: [{ id: 'flu', name: 'Flu vaccine', kind: 'vaccine' }] }));
  const errors = [{ path: 'product', code: 'invalid', message: 'Give 80 characters at most.' }];
  api.answers.set('POST /staff/sites/aintree/batches', () => problem('invalid', {}, { errors }));
  openApp('/sites/aintree/stock');
  await userEvent.type(await screen.findByLabelText('Product'), 'Vaxi');
  await userEvent.type(screen.getByLabelText('Batch number'), 'AB12');
  await userEvent.click(screen.getByRole('button', { name: 'Add and use' }));
  expect(await screen.findByRole('link', { name: 'Check “Product”. Give 80 characters at most.' })).toBeVisible();
  expect(screen.getByLabelText('Product')).toHaveValue('Vaxi');
});

test('who may only look is not asked to add a batch', async () => {
  const api = new CoordinatorApi().install();
  const sites = someone.sites.map((site) => ({ ...site, permissions: ['day:read' as const] }));
  api.me = { ...someone, sites };
  api.answers.set('GET /staff/sites/aintree/batches', () => ({ items: [], services: [] }));
  openApp('/sites/aintree/stock');
  expect(await screen.findByText(/^No batch is recorded yet\./)).not.toHaveTextContent('Add the one you use');
});
