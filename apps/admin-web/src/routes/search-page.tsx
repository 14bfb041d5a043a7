import { useSearchParams } from 'react-router';
import { SearchForm } from '../features/search/search-form';
import { SearchResults } from '../features/search/search-results';
import { texts } from '../ui/texts';

export function SearchPage() {
  const [search, setSearch] = useSearchParams();
  const q = (search.get('q') ?? '').trim();
  return (
    <>
      <h1 className="staff-heading">{texts.search.heading}</h1>
      <SearchForm key={q} q={q} onSearch={(text) => setSearch({ q: text })} />
      {q.length >= 2 && <SearchResults q={q} />}
    </>
  );
}
