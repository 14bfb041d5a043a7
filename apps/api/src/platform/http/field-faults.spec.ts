import { z } from 'zod';
import { faultOf } from './field-faults';

const product = z.object({ product: z.string('required').trim().min(1, 'required').max(80) });

const faultWith = (sent: object) => {
  const { error } = product.safeParse(sent);
  return error?.issues.map((issue) => faultOf(issue, sent));
};

test('who wrote too much is not told to fill the field in', () => {
  expect(faultWith({ product: 'p'.repeat(81) })).toEqual([
    { path: 'product', code: 'invalid', message: 'Give 80 characters at most.' },
  ]);
});

test.each([{}, { product: ' ' }])('an empty field is required: %j', (sent) => {
  expect(faultWith(sent)).toEqual([{ path: 'product', code: 'required' }]);
});
