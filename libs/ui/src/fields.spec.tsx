import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { CheckboxesField, RadiosField } from './choice-fields';
import { DateField } from './date-field';
import { ErrorSummary } from './error-summary';
import { SummaryList } from './summary-list';
import { TextField } from './text-field';

/** The HTML that the public site sends, read by a browser. */
function show(page: ReactNode): void {
  document.body.innerHTML = renderToStaticMarkup(page);
}

function one(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}

const words = { day: 'Day', month: 'Month', year: 'Year' };

it('a text field names its hint and its error', () => {
  show(<TextField id="where" name="where" label="Town" hint="For example, Crewe" error="Enter a town" />);
  expect(one('input')).toHaveAccessibleName('Town');
  expect(one('input')).toHaveAccessibleDescription('For example, Crewe Error: Enter a town');
});

it('a date field keeps what was typed and marks only the boxes that are wrong', () => {
  show(
    <DateField
      name="dob"
      label="Date of birth"
      words={words}
      values={{ day: '27', month: 'foo', year: '' }}
      error="Date of birth must include a year"
      wrong={['year']}
    />,
  );
  expect(one('fieldset')).toHaveAccessibleName('Date of birth');
  expect(one('fieldset')).toHaveAccessibleDescription(/must include a year/);
  expect(one('#dob-month')).toHaveValue('foo');
  expect(one('#dob-month')).not.toHaveClass('nhsuk-input--error');
  expect(one('#dob-year')).toHaveClass('nhsuk-input--error');
});

it('the first of several choices carries the id that the error summary leads to', () => {
  show(
    <>
      <ErrorSummary title="There is a problem" faults={[{ field: 'by', words: 'Select one' }]} />
      <RadiosField
        name="by"
        label="How?"
        error="Select one"
        choices={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ]}
      />
    </>,
  );
  expect(one(one('a').getAttribute('href') ?? '')).toBe(one('input[value=a]'));
});

it('a revealed field is always in the page, so that it works where nothing can reveal it', () => {
  const reveal = <TextField id="email" name="email" label="Email address" />;
  show(
    <CheckboxesField
      name="by"
      label="How?"
      chosen={['email']}
      choices={[{ value: 'email', label: 'Email', reveal }]}
    />,
  );
  expect(one('[type=checkbox]')).toBeChecked();
  expect(one('#email')).toHaveAccessibleName('Email address');
});

it('every Change link says what it changes', () => {
  const change = { href: '/book/name', words: 'Change', about: 'name' };
  show(<SummaryList rows={[{ key: 'Name', value: 'Amina', change }]} />);
  expect(one('a')).toHaveAccessibleName('Change name');
  expect(one('a')).toHaveAttribute('href', '/book/name');
});

it('an error summary without faults is not there', () => {
  show(<ErrorSummary title="There is a problem" faults={[]} />);
  expect(document.body).toBeEmptyDOMElement();
});
