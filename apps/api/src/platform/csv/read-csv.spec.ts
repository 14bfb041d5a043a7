import { readCsv } from './read-csv';

test('reads headings in any case, quotes, line ends of any kind and a byte order mark', () => {
  const read = readCsv('\uFEFFName, E-mail\r\n"Khan, Amina",a@example.org\r\n\r\nBo,\r\n');
  expect(read).toEqual({
    ok: true,
    columns: ['name', 'e_mail'],
    rows: [
      { line: 2, values: { name: 'Khan, Amina', e_mail: 'a@example.org' } },
      { line: 4, values: { name: 'Bo', e_mail: '' } },
    ],
  });
});

test('reads the semicolons of spreadsheets in other languages', () => {
  expect(readCsv('a;b\n1;2')).toMatchObject({ ok: true, rows: [{ line: 2, values: { a: '1', b: '2' } }] });
});

test('names the line of a quote that never ends', () => {
  expect(readCsv('a,b\n1,"2\n3,4')).toMatchObject({ ok: false });
});
