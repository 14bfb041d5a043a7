import { usedStyles } from './used-styles.mjs';

const sheet = `
  .a{color:red}.b,.a:hover{color:blue}.gone{color:red}.a .gone{top:0}
  .button--wide{top:0}.box__input{top:0}.other__input{top:0}
  .a:not(.gone){top:1px}:where(.gone,.a) p{top:2px}h1{top:3px}
  @media print{.gone{top:0}}@media print{.b{top:0}}
  @keyframes turn{from{top:0}}`;

it('keeps every rule that the pages can use, and drops the others', () => {
  const program = 'class="a b" + `button--${wide}` + `${block}__input` + "box"';
  expect(usedStyles(sheet, [program]).replaceAll(/\s+/g, '')).toBe(
    '.a{color:red}.b,.a:hover{color:blue}.button--wide{top:0}.box__input{top:0}.a:not(.gone){top:1px}:where(.gone,.a)p{top:2px}h1{top:3px}@mediaprint{.b{top:0}}@keyframesturn{from{top:0}}',
  );
});
