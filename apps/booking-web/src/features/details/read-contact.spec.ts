import { textsFor } from '@fairslot/texts';
import { contactOf, faultsIn, type TypedContact } from './read-contact';

const words = textsFor('en').booking.contact;
const typed = (by: string[], more: Partial<TypedContact> = {}): TypedContact => ({
  by,
  mobile: '',
  email: '',
  landline: '',
  ...more,
});

it.each<[string, TypedContact, string[]]>([
  ['nothing ticked', typed([]), ['by']],
  ['a way and none', typed(['email', 'none']), ['by']],
  ['an empty mobile', typed(['text']), ['mobile']],
  ['a landline for texts', typed(['text'], { mobile: '01632 960001' }), ['mobile']],
  ['two wrong boxes', typed(['text', 'email'], { mobile: '1', email: 'amina' }), ['mobile', 'email']],
  ['rubbish in a box that is not wanted', typed(['email'], { mobile: 'x', email: 'a@example.com' }), []],
  ['none of them', typed(['none']), []],
  ['a landline that is none', typed(['none'], { landline: '12' }), ['landline']],
  ['a good mobile', typed(['text'], { mobile: '07700 900 982' }), []],
])('%s', (_, given, fields) => {
  expect(faultsIn(given, words).map(({ field }) => field)).toEqual(fields);
});

it('keeps only what was ticked, as typed', () => {
  expect(contactOf(typed(['text'], { mobile: '07700 900 982', email: 'a@example.com' }))).toEqual({
    mobile: '07700 900 982',
  });
  expect(contactOf(typed(['none']))).toEqual({ none: true });
  expect(contactOf(typed(['none'], { landline: '01632 960001' }))).toEqual({ none: true, landline: '01632 960001' });
});
