import type { StaffService } from '@fairslot/contract';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { coordinator, CoordinatorApi } from '../../test/coordinator-api';
import { openApp } from '../../test/open-app';

const flu: StaffService = {
  id: 'flu',
  kind: 'vaccine',
  name: 'Flu vaccine',
  shortName: 'flu vaccine',
  whoFor: 'People aged 65 or over',
  whatChanged: '',
  preparation: '',
  outcomeWord: 'vaccinated',
  minutes: 5,
  isSensitive: false,
  season: { state: 'open' },
  questions: [],
  doses: [],
  alsoWith: [],
  paused: false,
  opensOn: null,
  closesOn: null,
  drawsStock: true,
};

test('what changed since last season is saved with the season, said, and shown again', async () => {
  const api = new CoordinatorApi().install();
  const { region } = coordinator;
  api.me = { ...coordinator, region: { ...region, permissions: [...region.permissions, 'region:manage'] } };
  let now = flu;
  const sent: unknown[] = [];
  api.answers.set('GET /staff/set-up', () => ({ organisations: 1, sites: 1, services: 1, clinics: 1, places: [] }));
  api.answers.set('GET /staff/services', () => ({ items: [now], library: [] }));
  api.answers.set('PATCH /staff/services/flu', (body) => {
    sent.push(body);
    now = { ...now, whatChanged: String(body['whatChanged']) };
    return now;
  });
  openApp('/region');
  const row = await screen.findByRole('row', { name: /^Flu vaccine/ });
  await userEvent.click(within(row).getByText(/^Season, and what changed/));
  const box = within(row).getByLabelText('What changed since last season (optional)');
  await userEvent.type(box, 'Last year it was from age 65.');
  await userEvent.click(within(row).getByRole('button', { name: 'Save' }));
  expect(await within(row).findByText('Saved.')).toBeVisible();
  expect(sent).toEqual([{ opensOn: null, closesOn: null, whatChanged: 'Last year it was from age 65.' }]);
  expect(box).toHaveValue('Last year it was from age 65.');
});
