import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { PageTitle } from './page-title';

interface Props {
  children: string;
  /** Where the page stands: a site, a series. */
  under?: ReactNode;
  back?: { to: string; words: string };
}

/** Title of the tab, way back, and the one heading of a page. */
export function PageHeading({ children, under, back }: Props) {
  return (
    <>
      <PageTitle page={children} />
      {back && (
        <p className="staff-back">
          <Link to={back.to}>‹ {back.words}</Link>
        </p>
      )}
      <h1 className="staff-heading">
        {children}
        {under && <span className="staff-heading__site"> {under}</span>}
      </h1>
    </>
  );
}
