import { Outlet, type RouteObject } from 'react-router';
import type { ComponentType } from 'react';
import { checkPage } from '../features/confirm/check';
import { clearAction } from '../features/confirm/clear';
import { donePage } from '../features/confirm/done';
import { contactPage } from '../features/details/contact';
import { namePage } from '../features/details/name';
import { nhsNumberPage } from '../features/details/nhs-number';
import { bookAgainAction, leaveAction } from '../features/manage/after';
import { appointmentPage } from '../features/manage/appointment';
import { cancelPage } from '../features/manage/cancel';
import { checkMovePage } from '../features/manage/check-move';
import { findPage } from '../features/manage/find';
import { linkDoor, linkPage } from '../features/manage/link';
import { moveHoldAction } from '../features/manage/move-hold';
import { moveNotNowPage } from '../features/manage/move-not-now';
import { moveTimeGonePage } from '../features/manage/move-time-gone';
import { moveTimesPage } from '../features/manage/move-times';
import { movedPage } from '../features/manage/moved';
import { aboutYouPage } from '../features/questions/about-you';
import { dateOfBirthPage } from '../features/questions/date-of-birth';
import { nextStepsPage } from '../features/questions/next-steps';
import { notNowPage } from '../features/questions/not-now';
import { whatPage } from '../features/questions/what';
import { startPage } from '../features/start/start';
import { holdAction } from '../features/times/hold';
import { siteTimesPage } from '../features/times/site-times';
import { timeGonePage } from '../features/times/time-gone';
import { timesPage } from '../features/times/times';
import { wherePage } from '../features/times/where';
import { whereChoosePage } from '../features/times/where-choose';
import { notFound } from '../ui/not-found';
import type { PageArgs } from '../ui/visit';

/** A page or an act at one address. An address without an action takes no POST. */
interface RoutePage {
  loader?: (args: PageArgs) => unknown;
  action?: (args: PageArgs) => unknown;
  Component?: ComponentType;
}

const pages: Record<string, RoutePage> = {
  '/': startPage,
  '/book/what': whatPage,
  '/book/date-of-birth': dateOfBirthPage,
  '/book/about-you': aboutYouPage,
  '/book/next-steps': nextStepsPage,
  '/book/not-now': notNowPage,
  '/book/where': wherePage,
  '/book/where/choose': whereChoosePage,
  '/book/times': timesPage,
  '/book/times/:site': siteTimesPage,
  '/book/hold': holdAction,
  '/book/time-gone': timeGonePage,
  '/book/name': namePage,
  '/book/nhs-number': nhsNumberPage,
  '/book/contact': contactPage,
  '/book/check': checkPage,
  '/book/done': donePage,
  '/book/clear': clearAction,
  '/m/:token': linkDoor,
  '/manage': findPage,
  '/manage/link': linkPage,
  '/appointment': appointmentPage,
  '/appointment/times': moveTimesPage,
  '/appointment/hold': moveHoldAction,
  '/appointment/time-gone': moveTimeGonePage,
  '/appointment/not-now': moveNotNowPage,
  '/appointment/check-move': checkMovePage,
  '/appointment/moved': movedPage,
  '/appointment/cancel': cancelPage,
  '/appointment/book-again': bookAgainAction,
  '/appointment/leave': leaveAction,
  '*': { loader: nothing, action: nothing },
};

function nothing(): never {
  throw notFound();
}

/** React Router's table, with what stands in for a page that could not be made. */
export function createRoutes(Problem: ComponentType): RouteObject[] {
  const children = Object.entries(pages).map(
    ([path, page]) => ({ path, ...page, ...(!page.Component && { Component: Outlet }) }) as unknown as RouteObject,
  );
  return [{ children, ErrorBoundary: Problem, Component: Outlet }];
}
