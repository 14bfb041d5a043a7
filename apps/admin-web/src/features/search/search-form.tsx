import { Button, TextField } from '@fairslot/ui';
import { useState, type ReactNode } from 'react';
import { PageTitle } from '../../ui/page-title';
import { byNumber } from '../../ui/deployment';
import { texts } from '../../ui/texts';

const words = texts.search;
const shortest = 2;
const longest = 100;

interface Props {
  q: string;
  onSearch: (q: string) => void;
  /** What was found for `q`. */
  children: ReactNode;
}

/** The box and the button; a search shorter or longer than the API takes is answered here, in place of what was found before. */
export function SearchForm({ q, onSearch, children }: Props) {
  const [error, setError] = useState<string>();
  return (
    <>
      <PageTitle page={words.heading} error={error !== undefined} />
      <form
        noValidate
        className="staff-search"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget).get('q');
          const text = typeof typed === 'string' ? typed.trim() : '';
          if (text.length < shortest || text.length > longest) {
            setError(text.length < shortest ? words.tooShort : words.tooLong);
            document.getElementById('q')?.focus();
            return;
          }
          setError(undefined);
          onSearch(text);
        }}
      >
        <TextField
          id="q"
          name="q"
          type="search"
          label={words.label}
          hint={byNumber(words.hint)}
          error={error}
          autoComplete="off"
          spellCheck={false}
          defaultValue={q}
        />
        <Button>{words.submit}</Button>
      </form>
      {error === undefined && children}
    </>
  );
}
