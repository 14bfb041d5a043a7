import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { coordinator, CoordinatorApi } from '../../test/coordinator-api';
import { openApp } from '../../test/open-app';

const kind = (name: string, due: number, gone = 0) => ({ kind: name, kept: { count: 90, unit: 'days' }, due, gone });

test('what would go is shown, and deleting begins only after a second press', async () => {
  const api = new CoordinatorApi().install();
  const { region } = coordinator;
  api.me = { ...coordinator, region: { ...region, permissions: [...region.permissions, 'people:records'] } };
  let isOn = false;
  const retention = () => ({
    isOn,
    changedBy: isOn ? 'Cora Whitfield' : null,
    changedAt: isOn ? '2026-11-26T09:00:00+00:00' : null,
    ranAt: null,
    kinds: [kind('holds', 1200), kind('contacts', 34)],
  });
  api.answers.set('GET /staff/retention', retention);
  api.answers.set('POST /staff/retention', (body) => {
    isOn = body['isOn'] === true;
    return retention();
  });
  openApp('/records/retention');
  expect(await screen.findByRole('row', { name: 'Contact details, after the appointment 90 days 34 0' })).toBeVisible();
  expect(screen.getByText(/Nothing is deleted yet/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Delete it each night' }));
  expect(screen.getByText(/1,234 at the first run/)).toBeVisible();
  expect(api.calls).not.toContain('POST /staff/retention');
  await userEvent.click(screen.getByRole('button', { name: 'Yes, delete each night' }));
  expect(await screen.findByText(/is deleted each night between 2am and 5am\. Set by Cora Whitfield/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Stop deleting' })).toBeVisible();
});
