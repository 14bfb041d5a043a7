import type { CampaignProgress } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { FiguresTable } from '../../ui/figures-table';

const words = coordinatorTexts.progress;
const verdicts = coordinatorTexts.campaigns.plan.verdict;
type Rooms = CampaignProgress['room'];

/** Whether those still to book would find a time: in words first, then by Place. */
export function Room({ room }: { room: Rooms }) {
  const [short, tight] = [namesOf(room, 'short'), namesOf(room, 'tight')];
  return (
    <section aria-labelledby="room">
      <h2 className="nhsuk-heading-m" id="room">
        {words.room}
      </h2>
      {room.length === 0 ? (
        <p>{words.roomNobody}</p>
      ) : (
        <>
          <p className={`staff-notice${short ? ' staff-notice--warning' : ''}`}>
            {short && words.roomShort(short)} {tight && words.roomTight(tight)} {!short && !tight && words.roomEnough}
          </p>
          <FiguresTable
            caption={words.roomCaption}
            title
            columns={words.roomColumns}
            rows={room.map(({ name, toBook, expected, free, verdict }) => [
              name,
              toBook,
              expected,
              free,
              verdicts[verdict],
            ])}
          />
        </>
      )}
    </section>
  );
}

const namesOf = (room: Rooms, verdict: Rooms[number]['verdict']): string =>
  new Intl.ListFormat('en').format(room.filter((one) => one.verdict === verdict).map(({ name }) => name));
