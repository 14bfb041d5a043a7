import type { CampaignProgress } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';

const words = coordinatorTexts.progress.replies;

/** Texts that only a person can answer. */
export function Replies({ replies: { people, keptDays } }: { replies: CampaignProgress['replies'] }) {
  return (
    <section aria-labelledby="replies" className="coord-gap">
      <h2 className="nhsuk-heading-m" id="replies">
        {words.heading}
      </h2>
      {people === 0 ? (
        <p>{words.none}</p>
      ) : (
        <p>
          {people === null ? words.few : words.some(people)} {words.answered(keptDays)}
        </p>
      )}
    </section>
  );
}
