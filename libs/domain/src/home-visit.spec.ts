import { homeVisitKeyText } from './home-visit';

const ada = { firstName: 'Ada', lastName: 'Ng', dateOfBirth: '1950-03-27', postcode: 'L24 8QB' };

test('one person is found again however the name and the postcode are typed', () => {
  expect(homeVisitKeyText({ ...ada, firstName: 'ADÁ', lastName: "N'g", postcode: 'l248qb' })).toBe(
    homeVisitKeyText(ada),
  );
});

test('twins whose first names begin alike are two people, and so are two who live apart', () => {
  const texts = [ada, { ...ada, firstName: 'Amy' }, { ...ada, postcode: 'L1 1AA' }, { ...ada, postcode: '' }];
  expect(new Set(texts.map(homeVisitKeyText)).size).toBe(4);
});
