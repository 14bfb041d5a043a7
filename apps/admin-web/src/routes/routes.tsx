import type { RouteObject } from 'react-router';
import { BrokenPage } from './broken-page';
import { coordinatorRoutes } from './coordinator-routes';
import { Frame } from './frame';
import { HomePage } from './home-page';
import { NotFoundPage } from './not-found-page';
import { SearchPage } from './search-page';
import { SignInPage } from './sign-in-page';
import { TodayPage } from './today-page';

/** Every page. A page that breaks is replaced by words of its own and leaves the frame around it standing. */
export const routes: RouteObject[] = [
  { path: '/sign-in', element: <SignInPage />, errorElement: <BrokenPage /> },
  {
    element: <Frame />,
    errorElement: <BrokenPage />,
    children: [
      { index: true, element: <HomePage />, errorElement: <BrokenPage /> },
      { path: '/sites/:siteId/today', element: <TodayPage />, errorElement: <BrokenPage /> },
      { path: '/search', element: <SearchPage />, errorElement: <BrokenPage /> },
      ...coordinatorRoutes,
      { path: '*', element: <NotFoundPage />, errorElement: <BrokenPage /> },
    ],
  },
];
