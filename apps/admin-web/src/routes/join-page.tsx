import { useLocation, useNavigate } from 'react-router';
import { JoinForm } from '../features/account/join-form';
import { Shell } from '../ui/shell';

export function JoinPage() {
  const { hash } = useLocation();
  const navigate = useNavigate();
  return (
    <Shell>
      <JoinForm
        token={hash.slice(1)}
        onJoined={(email) => void navigate('/sign-in?why=joined', { replace: true, state: { email } })}
      />
    </Shell>
  );
}
