import { Link } from 'react-router';
import { PageTitle } from './page-title';
import { texts } from './texts';

export function NotFoundPage() {
  return (
    <div className="staff-message">
      <PageTitle page={texts.pages.notFound} />
      <h1 className="nhsuk-heading-l">{texts.pages.notFound}</h1>
      <p>{texts.pages.notFoundNext}</p>
      <p>
        <Link to="/">{texts.pages.goToToday}</Link>
      </p>
    </div>
  );
}
