import { columnsToSay, matchColumns, readListFile, rowsWithErrors, type ListFile } from './read-file';

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
  const matched = matchColumns(file.headings);
  expect(matched).toEqual({ first_name: 'Forename', last_name: 'Surname', date_of_birth: 'DOB', mobile: 'Phone' });
  expect(columnsToSay(file.headings, matched)).toEqual({});
  const { mobile: _, ...without } = matched;
  expect(columnsToSay(file.headings, { ...without, practice: 'PROBLEM' })).toEqual({ mobile: '', practice: 'PROBLEM' });
});

test('the wrong rows go back as they were, with one column that says why', () => {
  const fault = (column: string) => ({ line: 5, column, found: '', code: 'x', message: `${column} is wrong` });
  expect(rowsWithErrors(file, [fault('dob'), fault('phone')], ({ message }) => message, 'PROBLEM')).toEqual([
    ['Forename', 'Surname', 'DOB', 'Phone', 'PROBLEM'],
    ['Bo', 'Two\nlines', '03/14/1952', '', 'dob is wrong; phone is wrong'],
  ]);
});
