import { useParams } from 'react-router';
import { Approval } from '../features/approvals/approval';
import { ApprovalsList } from '../features/approvals/approvals-list';
import { maySomewhere, useMe } from '../features/session/me';
import { approvalsAddress } from '../ui/addresses';
import { PageHeading } from '../ui/page-heading';
import { texts } from '../ui/texts';
import { NotFoundPage } from '../ui/not-found-page';
import { SitePage } from './site-page';

const words = texts.secondPerson;

export function ApprovalsPage() {
  if (!maySomewhere(useMe(), 'clinics:write')) return <NotFoundPage />;
  return (
    <>
      <PageHeading>{words.heading}</PageHeading>
      <ApprovalsList />
    </>
  );
}

export function ApprovalPage() {
  const { proposalId = '' } = useParams();
  return (
    <SitePage needs="clinics:write">
      {({ siteId, siteName }) => (
        <>
          <PageHeading under={siteName} back={{ to: approvalsAddress, words: words.back }}>
            {words.heading}
          </PageHeading>
          <Approval key={proposalId} siteId={siteId} proposalId={proposalId} />
        </>
      )}
    </SitePage>
  );
}
