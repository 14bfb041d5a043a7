import { PageTitle } from '../ui/page-title';
import { texts } from '../ui/texts';

/** Shown in place of a page that threw. */
export function BrokenPage() {
  return (
    <div className="staff-message">
      <PageTitle page={texts.pages.broken} />
      <h1 className="nhsuk-heading-l">{texts.pages.broken}</h1>
      <p>{texts.pages.brokenNext}</p>
      <button type="button" className="nhsuk-button" onClick={() => location.reload()}>
        {texts.pages.reload}
      </button>
    </div>
  );
}
