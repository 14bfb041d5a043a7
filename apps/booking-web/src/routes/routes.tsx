import { Outlet, type RouteObject } from 'react-router';
import type { ComponentType } from 'react';
import { checkPage } from '../features/confirm/check';
import { clearAction } from '../features/confirm/clear';
import { detailsAgainPage } from '../features/confirm/details-again';
import { donePage } from '../features/confirm/done';
import { doneCalendarFile, donePrintPage } from '../features/confirm/done-files';
import { equalityPage } from '../features/confirm/equality';
import { forSomeoneElseAction } from '../features/confirm/for-someone-else';
import { contactPage } from '../features/details/contact';
import { homePostcodePage } from '../features/details/home-postcode';
import { namePage } from '../features/details/name';
import { nhsNumberPage } from '../features/details/nhs-number';
import { tellMePage, toldPage } from '../features/details/tell-me';
import { invitationCodePage } from '../features/invited/code';
import { declinePage, thanksPage } from '../features/invited/decline';
import { invitationAgainPage } from '../features/invited/ended';
import { invitationDoor, openInvitationPage } from '../features/invited/open';
import { suggestionsPage } from '../features/invited/times';
import { unsubscribeDoor, unsubscribedPage, unsubscribePage } from '../features/invited/unsubscribe';
import { bookAgainAction, leaveAction } from '../features/manage/after';
import { appointmentPage } from '../features/manage/appointment';
import {
  appointmentCalendarFile,
  appointmentCardPage,
  appointmentPrintPage,
} from '../features/manage/appointment-files';
import { cancelPage } from '../features/manage/cancel';
import { changeHelpPage } from '../features/manage/change-help';
import { checkMovePage } from '../features/manage/check-move';
import { chooseAction } from '../features/manage/choose';
import { directionsPage } from '../features/manage/directions';
import { findPage } from '../features/manage/find';
import { helpedPage, helperDoor } from '../features/manage/helped';
import { helperLinkPage } from '../features/manage/helper-link';
import { hadElsewhereAction } from '../features/manage/had-elsewhere';
import { linkDoor, linkPage } from '../features/manage/link';
import { moveHoldAction } from '../features/manage/move-hold';
import { moveNotNowPage } from '../features/manage/move-not-now';
import { movePlacesPage } from '../features/manage/move-places';
import { moveTimeGonePage } from '../features/manage/move-time-gone';
import { moveTimesPage } from '../features/manage/move-times';
import { movedPage } from '../features/manage/moved';
import { sendToMePage, sentPage } from '../features/manage/send-to-me';
import { sendAgainAction } from '../features/manage/send-again';
import { restoreAction } from '../features/manage/restore';
import { accessibilityPage, cookiesPage, helpPage, languagesPage, privacyPage } from '../features/pages/about';
import { closedPage } from '../features/pages/closed';
import { placePage } from '../features/pages/place';
import { programmePage } from '../features/pages/programme';
import { aboutYouPage } from '../features/questions/about-you';
import { dateOfBirthPage } from '../features/questions/date-of-birth';
import { firstNamePage } from '../features/questions/first-name';
import { helpNeededPage } from '../features/questions/help-needed';
import { homeVisitAskedPage, homeVisitPage } from '../features/questions/home-visit';
import { interpreterPage } from '../features/questions/interpreter';
import { lastDosePage } from '../features/questions/last-dose';
import { nextStepsPage } from '../features/questions/next-steps';
import { notNowPage } from '../features/questions/not-now';
import { peoplePage } from '../features/questions/people';
import { whatPage } from '../features/questions/what';
import { whichPage } from '../features/questions/which';
import { whoPage } from '../features/questions/who';
import { startPage } from '../features/start/start';
import { askHelperPage } from '../features/times/ask-helper';
import { assistDoor } from '../features/times/assist';
import { assistBookedPage, assistCheckPage, assistHoldAction } from '../features/times/assist-check';
import { assistChoosePage } from '../features/times/assist-choose';
import { assistSitePage } from '../features/times/assist-site';
import { holdAction } from '../features/times/hold';
import { keepHoldAction } from '../features/times/keep';
import { nextDosePage } from '../features/times/next-dose';
import { siteTimesPage } from '../features/times/site-times';
import { timeGonePage } from '../features/times/time-gone';
import { timesPage } from '../features/times/times';
import { togetherAction } from '../features/times/together';
import { walkInPage } from '../features/times/walk-in';
import { outsidePage, wherePage } from '../features/times/where';
import { whereChoosePage } from '../features/times/where-choose';
import { notFound } from '../ui/not-found';
import type { PageArgs } from '../ui/visit';

/** A page or an act at one address. An address without an action takes no POST. */
interface RoutePage {
  loader?: (args: PageArgs) => unknown;
  action?: (args: PageArgs) => unknown;
  Component?: ComponentType;
  /** Answers a whole response of its own, such as a file, and no page. */
  isFile?: boolean;
}

const pages: Record<string, RoutePage> = {
  '/': startPage,
  '/book/what': whatPage,
  '/book/which': whichPage,
  '/book/who': whoPage,
  '/book/first-name': firstNamePage,
  '/book/date-of-birth': dateOfBirthPage,
  '/book/about-you': aboutYouPage,
  '/book/last-dose': lastDosePage,
  '/book/people': peoplePage,
  '/book/help-needed': helpNeededPage,
  '/book/help-needed/interpreter': interpreterPage,
  '/book/home-visit': homeVisitPage,
  '/book/home-visit/asked': homeVisitAskedPage,
  '/book/next-steps': nextStepsPage,
  '/book/not-now': notNowPage,
  '/book/where': wherePage,
  '/book/where/choose': whereChoosePage,
  '/book/where/outside': outsidePage,
  '/book/times': timesPage,
  '/book/times/:site': siteTimesPage,
  '/book/hold': holdAction,
  '/book/keep': keepHoldAction,
  '/book/together': togetherAction,
  '/book/tell-me': tellMePage,
  '/book/told': toldPage,
  '/book/time-gone': timeGonePage,
  '/book/helper': askHelperPage,
  '/book/next-dose': nextDosePage,
  '/book/name': namePage,
  '/book/nhs-number': nhsNumberPage,
  '/book/home-postcode': homePostcodePage,
  '/book/contact': contactPage,
  '/book/check': checkPage,
  '/book/details-again': detailsAgainPage,
  '/book/done': donePage,
  '/book/calendar': doneCalendarFile,
  '/book/print': donePrintPage,
  '/book/for-someone-else': forSomeoneElseAction,
  '/book/equality': equalityPage,
  '/book/clear': clearAction,
  '/i': invitationCodePage,
  '/i/:token': invitationDoor,
  '/i/open': openInvitationPage,
  '/i/times': suggestionsPage,
  '/i/decline': declinePage,
  '/i/thanks': thanksPage,
  '/i/again': invitationAgainPage,
  '/u': unsubscribePage,
  '/u/done': unsubscribedPage,
  '/u/:token': unsubscribeDoor,
  '/m/:token': linkDoor,
  '/assist': assistChoosePage,
  '/assist/:token': assistDoor,
  '/assist/times/:site': assistSitePage,
  '/assist/hold': assistHoldAction,
  '/assist/check': assistCheckPage,
  '/assist/booked': assistBookedPage,
  '/h': helpedPage,
  '/h/:token': helperDoor,
  '/manage': findPage,
  '/manage/link': linkPage,
  '/manage/send': sendToMePage,
  '/manage/sent': sentPage,
  '/appointment': appointmentPage,
  '/appointment/choose': chooseAction,
  '/appointment/help': changeHelpPage,
  '/appointment/helper': helperLinkPage,
  '/appointment/places': movePlacesPage,
  '/appointment/calendar': appointmentCalendarFile,
  '/appointment/directions': directionsPage,
  '/appointment/print': appointmentPrintPage,
  '/appointment/card': appointmentCardPage,
  '/appointment/restore': restoreAction,
  '/appointment/send-again': sendAgainAction,
  '/appointment/had-elsewhere': hadElsewhereAction,
  '/appointment/times': moveTimesPage,
  '/appointment/hold': moveHoldAction,
  '/appointment/time-gone': moveTimeGonePage,
  '/appointment/not-now': moveNotNowPage,
  '/appointment/check-move': checkMovePage,
  '/appointment/moved': movedPage,
  '/appointment/cancel': cancelPage,
  '/appointment/book-again': bookAgainAction,
  '/appointment/leave': leaveAction,
  '/place/:site': placePage,
  '/walk-in': walkInPage,
  '/help': helpPage,
  '/accessibility': accessibilityPage,
  '/privacy': privacyPage,
  '/cookies': cookiesPage,
  '/languages': languagesPage,
  '/closed': closedPage,
  '/:service': programmePage,
  '*': { loader: nothing, action: nothing },
};

function nothing(): never {
  throw notFound();
}

/** React Router's routes for a path. */
export type RoutesFor = (pathname: string) => RouteObject[];

const firstPart = (path: string): string => path.split('/')[1]?.toLowerCase() ?? '';

/** Of a path that nobody can decode, nothing is known. */
function decodedFirstPart(pathname: string): string {
  try {
    return firstPart(decodeURIComponent(pathname));
  } catch {
    return '';
  }
}

/**
 * React Router's table, with what stands in for a page that could not be made. It ranks all its routes again and makes a regular expression of
 * each at every request, so that it is given those alone that begin as the path does, and those that may begin with anything.
 */
export function createRoutes(Problem: ComponentType): RoutesFor {
  const children = Object.entries(pages).map(
    ([path, { isFile, ...page }]) =>
      ({
        path,
        ...page,
        ...(isFile && { handle: 'file' }),
        ...(!page.Component && { Component: Outlet }),
      }) as unknown as RouteObject & { path: string },
  );
  const table = (beginning: string): RouteObject[] => [
    {
      children: children.filter(({ path }) => ['', '*', ':service', beginning].includes(firstPart(path))),
      ErrorBoundary: Problem,
      Component: Outlet,
    },
  ];
  const others = table('');
  const tables = new Map(children.map(({ path }) => [firstPart(path), table(firstPart(path))]));
  return (pathname) => tables.get(decodedFirstPart(pathname)) ?? others;
}
