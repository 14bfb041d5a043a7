import { useLoaderData } from 'react-router';
import { calendarFile, calendarResponse, calendarWords } from '../../ui/calendar';
import { helpLines } from '../../ui/help';
import { Page } from '../../ui/page';
import { PrintSheet } from '../../ui/print-sheet';
import { useSite } from '../../ui/site-context';
import type { PageArgs } from '../../ui/visit';
import { openAppointment } from './session';

async function calendar({ context: visit }: PageArgs) {
  const { booking } = await openAppointment(visit);
  const { reference, sequence, status, start, lengthMinutes, service, options, site, manageUrl } = booking;
  const isCancelled = status === 'cancelled';
  const entry = {
    reference,
    // A cancellation is a change after the last one.
    sequence: sequence + (isCancelled ? 1 : 0),
    isCancelled,
    start,
    lengthMinutes,
    ...calendarWords({ service, options, site, url: manageUrl }, visit.texts),
    site,
    url: manageUrl,
  };
  return calendarResponse(calendarFile(entry, visit.now()));
}

async function loadPrint({ context: visit }: PageArgs) {
  const { booking } = await openAppointment(visit);
  const { reference, start, service, options, site, help, manageUrl } = booking;
  return { reference, start, service: service.name, preparation: service.preparation, options, site, help, manageUrl };
}

function Print() {
  const words = useSite().texts.print;
  return (
    <Page title={words.title} back="/appointment">
      <h1>{words.title}</h1>
      <PrintSheet printed={useLoaderData<typeof loadPrint>()} />
      <p className="fs-screen">{words.doPrint}</p>
    </Page>
  );
}

async function loadCard({ context: visit }: PageArgs) {
  const { booking } = await openAppointment(visit);
  return { firstName: booking.firstName, start: booking.start, help: booking.help };
}

/** To hold up at the desk, for whoever finds it hard to speak or to be understood: in English, and in the page's language. */
function Card() {
  const { texts, english, language, when } = useSite();
  const { firstName, start, help } = useLoaderData<typeof loadCard>();
  const lines = (words: typeof texts) => [
    words.card.name(firstName),
    words.card.at(when.time(start)),
    ...helpLines(help, words.help).map((line) => needWords(line, help, words)),
  ];
  const isEnglish = texts === english;
  return (
    <Page title={texts.card.title} back="/appointment">
      <h1>{texts.card.title}</h1>
      <div className="fs-desk-card" lang="en" dir="ltr">
        {lines(english).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {isEnglish ? null : (
        <div className="fs-desk-card" lang={language}>
          {lines(texts).map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
    </Page>
  );
}

function needWords(line: string, help: readonly string[], { card, help: words }: ReturnType<typeof useSite>['texts']) {
  const choices: Partial<Record<string, string>> = words.choices;
  const code = help.find((need) => choices[need] === line);
  return (code && card.needs[code]) || card.other(line);
}

export const appointmentCalendarFile = { loader: calendar, isFile: true };
export const appointmentPrintPage = { loader: loadPrint, Component: Print };
export const appointmentCardPage = { loader: loadCard, Component: Card };
