import type { ApiProblem } from '@fairslot/client';
import type { ReactNode } from 'react';
import { NotFoundPage } from './not-found-page';
import { errorTexts, texts } from './texts';

interface Props<T> {
  query: { data: T | undefined; error: ApiProblem | null; refetch: () => unknown };
  children: (data: T) => ReactNode;
  /** Where nothing else stands on the page: what is not there is said under a heading. */
  isPage?: boolean;
}

/** What a query answered; until then that it loads, or why it cannot, with a way to try again. */
export function Loaded<T>({ query, children, isPage = false }: Props<T>) {
  const { data, error, refetch } = query;
  if (data !== undefined) return <>{children(data)}</>;
  if (isPage && error?.code === 'not_found') return <NotFoundPage />;
  if (error && error.code !== 'sign_in_required')
    return (
      <div role="alert" className="staff-notice staff-notice--warning">
        <p>{errorTexts[error.code]}</p>
        <button type="button" className="staff-button staff-button--secondary" onClick={() => void refetch()}>
          {texts.tryAgain}
        </button>
      </div>
    );
  return <p>{texts.loading}</p>;
}
