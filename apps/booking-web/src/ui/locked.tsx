import { Page } from './page';
import { useSite } from './site-context';

export function Locked({ minutes }: { minutes: number }) {
  const { texts, site } = useSite();
  return (
    <Page title={texts.locked.title} back="/">
      <h1>{texts.locked.title}</h1>
      <p>{texts.locked.text(minutes, site.helpPhone)}</p>
    </Page>
  );
}
