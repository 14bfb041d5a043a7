import { useSite } from '../../ui/site-context';

/** Where somebody is in a long list of places. */
export function Pages({ page, pages, hrefOf }: { page: number; pages: number; hrefOf: (page: number) => string }) {
  const words = useSite().texts.times;
  return (
    <nav className="fs-pages" aria-label={words.pages}>
      {page > 1 ? <a href={hrefOf(page - 1)}>{words.previousPage}</a> : null}
      <span>{words.pageOf(page, pages)}</span>
      {page < pages ? <a href={hrefOf(page + 1)}>{words.nextPage}</a> : null}
    </nav>
  );
}
