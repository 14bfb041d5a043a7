import { dosesList, peopleList } from './list-kinds';
import { columnsToSay, matchAsBefore, matchColumns, readListFile, rowsWithErrors, type ListFile } from './read-file';

const text =
  '\uFEFFForename;Surname;DOB;Phone;PROBLEM\r\nAda;Ng;1950-01-01;0151;old\r\n\r\n"Bo";"Two\nlines";03/14/1952;;\r\n';
const read = readListFile('GP list.csv', text);
const file = (read.ok ? read.file : undefined) as ListFile;

test('a list is read as spreadsheets write it, and rows are told by their number there', () => {
  expect(file.name).toBe('GP list');
  expect(file.headings).toEqual(['Forename', 'Surname', 'DOB', 'Phone', 'PROBLEM']);
  expect(file.rows.map(({ line }) => line)).toEqual([2, 5]);
});

test('an empty file and one that is no CSV are told apart', () => {
  expect(readListFile('x.csv', ' \n')).toEqual({ ok: false, fault: 'empty' });
  expect(readListFile('x.csv', 'a,b\n"never closed,1')).toMatchObject({ ok: false, fault: 'unreadable' });
});

test('headings are matched, and only what was corrected is said', () => {
  const matched = matchColumns(peopleList, file.headings);
  expect(matched).toEqual({ first_name: 'Forename', last_name: 'Surname', date_of_birth: 'DOB', mobile: 'Phone' });
  expect(columnsToSay(peopleList, matched, matched)).toEqual({});
  const { mobile: _, ...without } = matched;
  expect(columnsToSay(peopleList, matched, { ...without, practice: 'PROBLEM' })).toEqual({
    mobile: '',
    practice: 'PROBLEM',
  });
});

test('what was matched before is matched again, left out again, and said anew where it is corrected', () => {
  const before = { practice: 'problem', mobile: '', email: 'no_such_heading' };
  const matched = matchAsBefore(peopleList, file.headings, before);
  expect(matched).toEqual({ first_name: 'Forename', last_name: 'Surname', date_of_birth: 'DOB', practice: 'PROBLEM' });
  const { practice: _, ...without } = matched;
  expect(columnsToSay(peopleList, matched, { ...without, mobile: 'Phone' })).toEqual({ mobile: 'Phone', practice: '' });
  expect(matchColumns(dosesList, ['NHS No.', 'Jab', 'Vaccine', 'Where'])).toEqual({
    nhs_number: 'NHS No.',
    service: 'Vaccine',
    given_at: 'Where',
  });
});

test('the wrong rows go back as they were, with one column that says why', () => {
  const fault = (column: string) => ({ line: 5, column, found: '', code: 'x', message: `${column} is wrong` });
  expect(rowsWithErrors(file, [fault('dob'), fault('phone')], ({ message }) => message, 'PROBLEM')).toEqual([
    ['Forename', 'Surname', 'DOB', 'Phone', 'PROBLEM'],
    ['Bo', 'Two\nlines', '03/14/1952', '', 'dob is wrong; phone is wrong'],
  ]);
});
