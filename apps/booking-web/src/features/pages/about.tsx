import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';

/** The pages that stand behind the links at the foot of every page. */
function Paragraphs({ items }: { items: readonly string[] }) {
  return items.map((item) => <p key={item}>{item}</p>);
}

function Help() {
  const { texts, site } = useSite();
  const words = texts.pages.help;
  return (
    <Page title={words.title} back="/">
      <h1>{words.title}</h1>
      <p className="nhsuk-body-l">{words.intro(site.helpPhone)}</p>
      <Paragraphs items={[words.relay(site.helpPhone), words.interpreter, words.someone, words.stop, words.lost]} />
      <p>
        <a href="/manage">{texts.find.title}</a>
      </p>
    </Page>
  );
}

function Accessibility() {
  const { texts, site } = useSite();
  const words = texts.pages.accessibility;
  return (
    <Page title={words.title} back="/">
      <h1>{words.title}</h1>
      <Paragraphs items={[...words.paragraphs, words.tell(site.helpPhone)]} />
    </Page>
  );
}

function Privacy() {
  const { texts, site } = useSite();
  const words = texts.pages.privacy;
  return (
    <Page title={words.title} back="/">
      <h1>{words.title}</h1>
      <Paragraphs items={[...words.paragraphs, words.ask(site.helpPhone)]} />
    </Page>
  );
}

function Cookies() {
  const words = useSite().texts.pages.cookies;
  return (
    <Page title={words.title} back="/">
      <h1>{words.title}</h1>
      <Paragraphs items={words.paragraphs} />
      <h2 className="nhsuk-heading-m">{words.listHeading}</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {words.list.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      <p>{words.none}</p>
    </Page>
  );
}

function Languages() {
  const { texts, languages } = useSite();
  const words = texts.pages.languages;
  return (
    <Page title={words.title} back="/">
      <h1>{words.title}</h1>
      <p className="nhsuk-body-l">{words.intro}</p>
      <ul className="nhsuk-list">
        {languages.map(({ code, lang, dir, name, isDraft }) => (
          <li key={code}>
            <a href={`/${code}/`} hrefLang={lang} lang={lang} dir={dir}>
              {name}
            </a>
            {isDraft ? ` (${words.draft})` : null}
          </li>
        ))}
      </ul>
      {languages.some(({ isDraft }) => isDraft) ? <p>{words.drafts}</p> : null}
      <p>{words.bsl}</p>
    </Page>
  );
}

export const helpPage = { Component: Help };
export const accessibilityPage = { Component: Accessibility };
export const privacyPage = { Component: Privacy };
export const cookiesPage = { Component: Cookies };
export const languagesPage = { Component: Languages };
