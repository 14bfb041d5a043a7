import { render, screen } from '@testing-library/react';
import { CheckboxesField, RadiosField } from './choice-fields';
import { DateField } from './date-field';
import { ErrorSummary } from './error-summary';
import { SummaryList } from './summary-list';
import { TextField } from './text-field';

const words = { day: 'Day', month: 'Month', year: 'Year' };

it('a text field names its hint and its error', () => {
  render(<TextField id="where" name="where" label="Town" hint="For example, Crewe" error="Enter a town" />);
  const field = screen.getByRole('textbox', { name: 'Town' });
  expect(field).toHaveAccessibleDescription('For example, Crewe Error: Enter a town');
});

it('a date field keeps what was typed and marks only the boxes that are wrong', () => {
  render(
    <DateField
      name="dob"
      label="Date of birth"
      words={words}
      values={{ day: '27', month: 'foo', year: '' }}
      error="Date of birth must include a year"
      wrong={['year']}
    />,
  );
  expect(screen.getByRole('group', { name: 'Date of birth' })).toHaveAccessibleDescription(/must include a year/);
  expect(screen.getByLabelText('Month')).toHaveValue('foo');
  expect(screen.getByLabelText('Month')).not.toHaveClass('nhsuk-input--error');
  expect(screen.getByLabelText('Year')).toHaveClass('nhsuk-input--error');
});

it('the first of several choices carries the id that the error summary leads to', () => {
  render(
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
  const target = screen.getByRole('link', { name: 'Select one' }).getAttribute('href')?.slice(1) ?? '';
  expect(document.getElementById(target)).toBe(screen.getByRole('radio', { name: 'A' }));
});

it('a revealed field is always in the page, so that it works where nothing can reveal it', () => {
  const reveal = <TextField id="email" name="email" label="Email address" />;
  render(
    <CheckboxesField
      name="by"
      label="How?"
      chosen={['email']}
      choices={[{ value: 'email', label: 'Email', reveal }]}
    />,
  );
  expect(screen.getByRole('checkbox', { name: 'Email' })).toBeChecked();
  expect(screen.getByRole('textbox', { name: 'Email address' })).toBeInTheDocument();
});

it('every Change link says what it changes', () => {
  const change = { href: '/book/name', words: 'Change', about: 'name' };
  render(<SummaryList rows={[{ key: 'Name', value: 'Amina', change }]} />);
  expect(screen.getByRole('link', { name: 'Change name' })).toHaveAttribute('href', '/book/name');
});

it('an error summary without faults is not there', () => {
  const { container } = render(<ErrorSummary title="There is a problem" faults={[]} />);
  expect(container).toBeEmptyDOMElement();
});
