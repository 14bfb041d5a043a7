import { defineEndpoint } from './endpoint';

const { body } = defineEndpoint({ name: 'x', method: 'POST', path: '/x', audience: 'public', summary: '' });

test.each([undefined, null, {}])('an endpoint that asks for no body takes %p', (sent) => {
  expect(body.safeParse(sent)).toMatchObject({ success: true });
});

test.each([[[]], 'text', 5])('and no %p', (sent) => {
  expect(body.safeParse(sent).success).toBe(false);
});
