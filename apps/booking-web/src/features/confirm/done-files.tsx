import { getSite } from '@fairslot/contract';
import { useLoaderData } from 'react-router';
import { calendarFile, calendarResponse, calendarWords } from '../../ui/calendar';
import { openJourney } from '../../ui/journey';
import { DONE, pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PrintSheet } from '../../ui/print-sheet';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

async function openBooked(visit: Visit) {
  const { draft, service } = await openJourney(visit);
  const { booked } = draft;
  if (!booked) throw seeOther(pathOf('check'));
  const on = visit.when.dateOf(booked.start);
  return { booked, service, site: await visit.call(getSite, { params: { siteId: booked.siteId }, query: { on } }) };
}

/** The appointment just made, for the calendar of the phone it was made on. */
async function calendar({ context: visit }: PageArgs) {
  const { booked, service, site } = await openBooked(visit);
  const { reference, start, lengthMinutes, options, manageUrl: url } = booked;
  const words = calendarWords({ service, options, site, url }, visit.texts);
  const entry = { reference, start, lengthMinutes, ...words, site, url };
  return calendarResponse(calendarFile({ ...entry, sequence: 1, isCancelled: false }, visit.now()));
}

async function loadPrint({ context: visit }: PageArgs) {
  const { booked, service, site } = await openBooked(visit);
  const { reference, start, options, manageUrl } = booked;
  const { name = '', preparation = '' } = service ?? {};
  return { reference, start, manageUrl, service: name, preparation, options, site, help: [] };
}

function Print() {
  const words = useSite().texts.print;
  return (
    <Page title={words.title} back={DONE}>
      <h1>{words.title}</h1>
      <PrintSheet printed={useLoaderData<typeof loadPrint>()} />
      <p className="fs-screen">{words.doPrint}</p>
    </Page>
  );
}

export const doneCalendarFile = { loader: calendar, isFile: true };
export const donePrintPage = { loader: loadPrint, Component: Print };
