import type { CampaignProgress } from '@fairslot/contract';
import { staffMessages } from '@fairslot/texts';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { FiguresTable } from '../../ui/figures-table';

const words = coordinatorTexts.progress;

/** What became of the messages, and why some failed. */
export function Delivery({ progress: { delivery, failures } }: { progress: CampaignProgress }) {
  return (
    <section aria-labelledby="delivery">
      <h2 className="nhsuk-heading-m" id="delivery">
        {words.delivery}
      </h2>
      {delivery.length === 0 ? (
        <p>{words.noDelivery}</p>
      ) : (
        <FiguresTable
          caption={words.deliveryCaption}
          title
          columns={words.deliveryColumns}
          rows={delivery.map(({ channel, waiting, sent, delivered, failed, notNeeded }) => [
            words.channel[channel] ?? channel,
            waiting,
            sent,
            delivered,
            failed,
            notNeeded,
          ])}
        />
      )}
      {failures.length > 0 && (
        <FiguresTable
          caption={words.failuresCaption}
          columns={words.failureColumns}
          rows={failures.map(({ reason, messages }) => [reasonOf(reason), messages])}
        />
      )}
    </section>
  );
}

/** A message without an error of its own failed by what became of it. */
const reasonOf = (reason: string): string =>
  Object.entries(staffMessages.state).find(([state]) => state === reason)?.[1] ?? staffMessages.reason(reason);
