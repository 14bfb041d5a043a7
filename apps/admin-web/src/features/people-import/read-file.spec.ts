import { dosesList, peopleList } from './list-kinds';
import { columnsToSay, matchAsBefore, matchColumns, readListFile, rowsWithErrors, type ListFile } from './read-file';

const text =
  '\uFEFFForename;Surname;DOB;Phone;PROBLEM\r\nAda;Ng;1950-01-01;0151;old\r\n\r\n"Bo";"Two\nlines";03/14/1952;;\r\n';
const readOf = (name: string, ...content: BlobPart[]) => readListFile(new File(content, name));
let file: ListFile;
beforeAll(async () => {
  const read = await readOf('GP list.csv', text);
  file = (read.ok ? read.file : undefined) as ListFile;
});

test('a list is read as spreadsheets write it', () => {
  expect(file.name).toBe('GP list');
  expect(file.headings).toEqual(['Forename', 'Surname', 'DOB', 'Phone', 'PROBLEM']);
});

test('what is no list is told by what it is, whatever its name says', async () => {
  const office = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]);
  const locked = new TextEncoder().encode('EncryptedPackage'.split('').join('\0'));
  const zip = (flags: number) => new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, flags, 0]);
  const faults = [
    readOf('x.csv', ' \n'),
    readOf('x.csv'),
    readOf('list.xlsx', zip(0)),
    readOf('list.csv', zip(0)),
    readOf('list.csv', office),
    readOf('list.xlsx', office, locked),
    readOf('list.zip', zip(1)),
  ];
  expect((await Promise.all(faults)).map((read) => (read.ok ? 'taken' : read.fault))).toEqual([
    'fileEmpty',
    'fileEmpty',
    'fileNotCsv',
    'fileNotCsv',
    'fileNotCsv',
    'fileLocked',
    'fileLocked',
  ]);
});

test('a file of 50MB is refused and one just smaller is taken, with no more of it looked at than is needed', async () => {
  const large = (bytes: number) => readOf('x.csv', 'First name,Surname\n', new Uint8Array(bytes - 19).fill(0x61));
  expect(await large(50 * 1024 * 1024)).toEqual({ ok: false, fault: 'fileLarge' });
  expect(await large(50 * 1024 * 1024 - 1)).toMatchObject({ ok: true, file: { headings: ['First name', 'Surname'] } });
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

test('the wrong rows go back as they were, with one column that says why', async () => {
  const fault = (column: string) => ({ line: 5, column, found: '', code: 'x', message: `${column} is wrong` });
  expect(await rowsWithErrors(file, [fault('dob'), fault('phone')], ({ message }) => message, 'PROBLEM')).toEqual([
    ['Forename', 'Surname', 'DOB', 'Phone', 'PROBLEM'],
    ['Bo', 'Two\nlines', '03/14/1952', '', 'dob is wrong; phone is wrong'],
  ]);
});

test('rows are told by their line across quotes and pieces, in old characters too', async () => {
  const rows = Array.from({ length: 30_000 }, (_, n) => `Ann${n},"over\n2 lines, ""and"" more",5" pipe,x`);
  const latin = new Uint8Array([0x5a, 0x6f, 0xeb, 0x2c, 0x42]);
  const read = await readOf('old.csv', `a,b,c,d\r\n${rows.join('\r\n')}\r\n`, latin);
  const { file: old } = read as { file: ListFile };
  const at = (line: number) => ({ line, column: 'a', found: '', code: 'x', message: 'wrong' });
  expect(await rowsWithErrors(old, [at(3), at(60_001), at(60_002)], ({ message }) => message, 'P')).toEqual([
    ['a', 'b', 'c', 'd', 'P'],
    ['Ann0', 'over\n2 lines, "and" more', '5" pipe', 'x', 'wrong'],
    ['Ann29999', 'over\n2 lines, "and" more', '5" pipe', 'x', 'wrong'],
    ['Zoë', 'B', '', '', 'wrong'],
  ]);
});
