import type { DraftHold, PublicSite } from '@fairslot/contract';
import type { HoldState } from './hold-state';
import { useSite } from './site-context';

export interface HeldTime {
  /** How many people the time is for. */
  people: number;
  hold: DraftHold;
  state: HoldState;
  site: PublicSite;
}

/** One line that says which time is kept and until when, or that it no longer is. No ticking clock; the page's script adds one quiet warning. */
export function HoldStrip({ held }: { held: HeldTime | undefined }) {
  const { texts, when } = useSite();
  if (!held) return null;
  const { hold, state, site, people } = held;
  const time = when.short(hold.start);
  return (
    <div className="fs-hold">
      <span data-hold-words="">
        {state === 'kept'
          ? texts.hold.strip(time, site.name, when.time(hold.expiresAt))
          : texts.hold[state](time, site.name)}
      </span>{' '}
      {people > 1 ? `${texts.hold.several(people)} ` : null}
      <a href="/book/times">
        {texts.hold.change}
        <span className="nhsuk-u-visually-hidden"> {texts.hold.changeAbout}</span>
      </a>
      {state === 'kept' ? (
        <form
          className="fs-hold__keep"
          method="post"
          action="/book/keep"
          data-hold-until={hold.expiresAt}
          data-words={texts.hold.warning}
        >
          <output className="fs-hold__warning" />
          <button className="fs-link" type="submit" hidden>
            {texts.hold.keep}
          </button>
        </form>
      ) : null}
    </div>
  );
}
