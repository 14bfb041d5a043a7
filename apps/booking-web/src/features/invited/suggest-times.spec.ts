import { type Suggestion, threeOf } from './suggest-times';

const at = (why: Suggestion['why'], site: string, start: string): Suggestion =>
  ({ why, site: { id: site }, time: { start } }) as Suggestion;

test('three different times are suggested', () => {
  const wanted = [at('nearHome', 'a', '09:00'), at('soonest', 'b', '08:00'), at('evening', 'a', '18:00')];
  expect(threeOf(wanted, [at('another', 'a', '09:00'), at('another', 'a', '09:05')])).toEqual(wanted);
});

test('where one time is the soonest in every way, the next ones near home stand beside it', () => {
  const one = at('nearHome', 'a', '18:00');
  const others = [at('another', 'a', '18:00'), at('another', 'a', '18:05'), at('another', 'b', '18:05')];
  expect(threeOf([one, at('soonest', 'a', '18:00'), at('evening', 'a', '18:00')], others)).toEqual([
    one,
    ...others.slice(1),
  ]);
  expect(threeOf([one], [])).toEqual([one]);
});
