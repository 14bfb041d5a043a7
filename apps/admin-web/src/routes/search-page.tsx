import { useLocation, useNavigate } from 'react-router';
import { SearchForm } from '../features/search/search-form';
import { SearchResults } from '../features/search/search-results';
import { texts } from '../ui/texts';

/**
 * What staff look for names a person, so it is kept in the entry of this tab's history, where Back finds it, and never in
 * the address, which a shared computer remembers.
 */
export function SearchPage() {
  const { pathname, state } = useLocation();
  const navigate = useNavigate();
  const q = termIn(state);
  return (
    <>
      <h1 className="staff-heading">{texts.search.heading}</h1>
      <SearchForm key={q} q={q} onSearch={(text) => void navigate(pathname, { state: { q: text } })}>
        {q && <SearchResults q={q} />}
      </SearchForm>
    </>
  );
}

function termIn(state: unknown): string {
  const q = typeof state === 'object' && state !== null && 'q' in state ? state.q : undefined;
  return typeof q === 'string' ? q : '';
}
