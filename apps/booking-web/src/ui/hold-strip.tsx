import type { PublicSite } from '@fairslot/contract';
import type { DraftHold } from './hold';
import type { HoldState } from './hold-state';
import { useSite } from './site-context';

export interface HeldTime {
  hold: DraftHold;
  state: HoldState;
  site: PublicSite;
}

/** One line that says which time is kept and until when, or that it no longer is. No ticking clock; the page's script adds one quiet warning. */
export function HoldStrip({ held }: { held: HeldTime | undefined }) {
  const { texts, when } = useSite();
  if (!held) return null;
  const { hold, state, site } = held;
  const time = when.short(hold.start);
  return (
    <div className="fs-hold">
      {state === 'kept'
        ? texts.hold.strip(time, site.name, when.time(hold.expiresAt))
        : texts.hold[state](time, site.name)}{' '}
      <a href="/book/times">
        {texts.hold.change}
        <span className="nhsuk-u-visually-hidden"> {texts.hold.changeAbout}</span>
      </a>
      {state === 'kept' ? (
        <output className="fs-hold__warning" data-hold-until={hold.expiresAt} data-words={texts.hold.warning} />
      ) : null}
    </div>
  );
}
