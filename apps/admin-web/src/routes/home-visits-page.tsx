import { HomeVisits } from '../features/home-visits/home-visits';
import { useMe } from '../features/session/me';
import { mayAnywhere } from '../ui/may-anywhere';
import { PageHeading } from '../ui/page-heading';
import { texts } from '../ui/texts';
import { NotFoundPage } from '../ui/not-found-page';

export function HomeVisitsPage() {
  const me = useMe();
  if (!mayAnywhere(me, 'calls:act')) return <NotFoundPage />;
  return (
    <>
      <PageHeading>{texts.homeVisits.heading}</PageHeading>
      <p>{texts.homeVisits.lead}</p>
      <HomeVisits />
    </>
  );
}
