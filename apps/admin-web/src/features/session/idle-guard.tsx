import { StaffButton } from '@fairslot/ui';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { now } from '../../ui/clock';
import { texts } from '../../ui/texts';
import { useSignOut } from './account-menu';

const minute = 60_000;
const warnAfter = 55 * minute;
const endAfter = 60 * minute;
const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Ends a session that nobody uses. The list on screen asks the API for news all the time, which keeps the session alive
 * there, so that only the browser can tell whether a person still sits before it.
 */
export function IdleGuard() {
  const lastSign = useRef(now().getTime());
  const [warned, setWarned] = useState(false);
  const { pathname, search } = useLocation();
  const leave = useSignOut();
  const end = useRef(() => {});
  useEffect(() => {
    end.current = () => void leave(pathname + search, 'ended');
  });

  useEffect(() => {
    const mark = () => {
      lastSign.current = now().getTime();
      setWarned(false);
    };
    // By the clock, not by counting: a laptop that slept through the hour is signed out when it wakes.
    const timer = setInterval(() => {
      const idle = now().getTime() - lastSign.current;
      if (idle >= endAfter) end.current();
      else setWarned(idle >= warnAfter);
    }, minute / 4);
    for (const sign of signs) addEventListener(sign, mark, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) removeEventListener(sign, mark);
    };
  }, []);

  return (
    <div role="alert" className={warned ? 'staff-notice staff-notice--warning' : undefined}>
      {warned && (
        <>
          <p>{texts.session.endsSoon}</p>
          <StaffButton onPress={() => setWarned(false)}>{texts.session.staySignedIn}</StaffButton>
        </>
      )}
    </div>
  );
}
