import { readNumberList } from './read-number-list';

const ANN = '9990000018';
const BO = '9434765919';
const numbers = (text: string): (string | null)[] => readNumberList(text).map(({ number }) => number);

test.each([
  ['a row each', `${ANN}\n${BO}`],
  ['line ends of every kind', `${ANN}\r\n${BO}\r`],
  ['spaces in them', `999 000 0018\n943 476 5919\n`],
  ['dashes and dots', `999-000-0018\n943.476.5919`],
  ['long dashes and spaces that do not break', `999–000–0018\n943\u00a0476\u00a05919`],
  ['commas', `${ANN}, ${BO},`],
  ['semicolons', `${ANN};${BO}`],
  ['one line, apart by spaces', `999 000 0018 943 476 5919`],
  ['columns of a spreadsheet, headings and quotes', `"NHS number"\tName\n"${ANN}"\tAnn Ng\n"${BO}"\tBo Low\n`],
  ['empty rows', `\n\n${ANN}\n  \n${BO}\n\n`],
])('numbers are read with %s', (_, text) => {
  expect(numbers(text)).toEqual([ANN, BO]);
});

test('what is wrong is told with its row, and the others are read', () => {
  expect(readNumberList(`NHS number\n999 000 0019\n${BO}\n12345\n9990000018 9990000019`)).toEqual([
    { row: 2, found: '999 000 0019', number: null },
    { row: 3, found: BO, number: BO },
    { row: 4, found: '12345', number: null },
    { row: 5, found: ANN, number: ANN },
    { row: 5, found: '9990000019', number: null },
  ]);
});

test('a text without digits holds no number', () => {
  expect(readNumberList('Ann Ng\nBo Low')).toEqual([]);
});
