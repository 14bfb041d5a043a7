import { useState } from 'react';
import { useNavigate } from 'react-router';
import { texts } from '../../ui/texts';

const words = texts.search;

/** The box in the header of every page. What is typed names a person, so it never stands in an address. */
export function HeaderSearch() {
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  return (
    <search>
      <form
        className="staff-header__search"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate('/search', { state: { q: typed.trim() } });
        }}
      >
        <label className="nhsuk-u-visually-hidden" htmlFor="header-search">
          {words.inHeader}
        </label>
        <input
          id="header-search"
          type="search"
          className="nhsuk-input"
          placeholder={words.placeholder}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <button type="submit" className="staff-button staff-button--secondary">
          {words.submit}
        </button>
      </form>
    </search>
  );
}
