import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { returnAddress } from '../features/session/return-address';
import { SignInForm } from '../features/session/sign-in-form';
import { Shell } from '../ui/shell';
import { texts } from '../ui/texts';

export function SignInPage() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const state = useLocation().state as { email?: string } | null;
  const why = search.get('why');
  return (
    <Shell>
      {why === 'ended' && <p className="staff-notice">{texts.session.ended}</p>}
      {why === 'joined' && <p className="staff-notice">{texts.signIn.joined}</p>}
      {why === 'out' && <p className="staff-notice">{texts.session.signedOut}</p>}
      <SignInForm email={state?.email} onSignedIn={() => void navigate(returnAddress(search), { replace: true })} />
    </Shell>
  );
}
