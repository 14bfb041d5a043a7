import { texts } from './texts';

/** The title of the browser tab. React moves it to the head. Never a person's name: tabs are seen by others. */
export function PageTitle({ page, error = false }: { page: string; error?: boolean }) {
  return <title>{error ? texts.errorTitle(page) : texts.title(page)}</title>;
}
