import type { PublicSite } from '@fairslot/contract';
import type { DraftHold } from './hold';
import { useSite } from './site-context';

export interface HeldTime {
  hold: DraftHold;
  site: PublicSite;
}

/** One line that says which time is kept and until when. No ticking clock; the page's script adds one quiet warning. */
export function HoldStrip({ held }: { held: HeldTime | undefined }) {
  const { texts, when } = useSite();
  if (!held) return null;
  const { hold, site } = held;
  return (
    <div className="fs-hold">
      {texts.hold.strip(when.short(hold.start), site.name, when.time(hold.expiresAt))}{' '}
      <a href="/book/times">
        {texts.hold.change}
        <span className="nhsuk-u-visually-hidden"> {texts.hold.changeAbout}</span>
      </a>
      <output className="fs-hold__warning" data-hold-until={hold.expiresAt} data-words={texts.hold.warning} />
    </div>
  );
}
