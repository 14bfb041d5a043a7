import { useApiMutation } from '@fairslot/client/react';
import { signOut } from '@fairslot/contract';
import { StaffDisclosure } from '@fairslot/ui';
import { Link, useNavigate } from 'react-router';
import { forgetDrafts } from '../../ui/drafts';
import { texts } from '../../ui/texts';
import { useMe } from './me';
import { signInAddress, type SignInReason } from './return-address';

/** Signs out at the API and leaves for the sign-in page, which forgets everything that was read. */
export function useSignOut() {
  const { mutateAsync } = useApiMutation(signOut);
  const navigate = useNavigate();
  return async (returnTo: string, reason: SignInReason) => {
    // A session that has ended already, or a network that is down, must not keep the list on the screen.
    await mutateAsync({}).catch(() => undefined);
    // Whoever signs out is done; whose session ended comes back to what they typed.
    if (reason === 'out') forgetDrafts();
    await navigate(signInAddress(returnTo, reason), { replace: reason === 'ended' });
  };
}

export function AccountMenu() {
  const me = useMe();
  const leave = useSignOut();
  return (
    <StaffDisclosure label={me.name} hiddenPrefix={texts.frame.account}>
      <p className="staff-account__email">{me.email}</p>
      <p className="staff-account__email">
        <Link to="/account">{texts.frame.yourAccount}</Link>
      </p>
      <button type="button" className="staff-button staff-button--secondary" onClick={() => void leave('/', 'out')}>
        {texts.frame.signOut}
      </button>
    </StaffDisclosure>
  );
}
