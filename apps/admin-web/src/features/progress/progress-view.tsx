import { useApiQuery } from '@fairslot/client/react';
import { declineReasons, getProgress, type Campaign, type CampaignProgress } from '@fairslot/contract';
import { Contents } from '../../ui/contents';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { formatFigure, formatTold, ofHundred } from '../../ui/figures';
import { FiguresTable } from '../../ui/figures-table';
import { dateAt, formatShortDate, formatTime } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { Cost } from './cost';
import { Delivery } from './delivery';
import { Gap } from './gap';
import { GroupSection, groups } from './group-section';
import type { Before } from './rates';
import { Replies } from './replies';
import { Room } from './room';
import { Season } from './season';

const words = coordinatorTexts.progress;
const EVERY_MS = 15_000;
const parts = [
  ['funnel', words.funnel],
  ['season', words.season.heading],
  ['room', words.room],
  ['delivery', words.delivery],
  ['cost', words.cost],
  ['replies', words.replies.heading],
  ['declined', words.declined],
  ['groups', words.groups],
] as const;

interface Props {
  campaign: Campaign;
  mayWrite: boolean;
}

/** How far a campaign has come; read anew while somebody looks. */
export function ProgressView({ campaign, mayWrite }: Props) {
  const query = useApiQuery(
    getProgress,
    { params: { campaignId: campaign.id } },
    { refetchInterval: campaign.state === 'running' ? EVERY_MS : false },
  );
  const before = useBefore(query.data?.before ?? null);
  return (
    <Loaded query={query}>
      {(progress) => (
        <>
          {campaign.state === 'running' && (
            <p className="staff-none">{words.updated(formatTime(new Date(query.dataUpdatedAt)))}</p>
          )}
          {isPartHidden(progress) && <p className="staff-notice">{words.suppressed}</p>}
          <Gap fifths={progress.by.deprivation} before={before} />
          <Contents parts={parts} />
          <Funnel progress={progress} />
          <Season weeks={progress.weeks} before={before} file={fileOf(campaign, 'weeks')} />
          <Room room={progress.room} />
          <div className="coord-two">
            <Delivery progress={progress} />
            <div>
              <Cost campaignId={campaign.id} progress={progress} mayWrite={mayWrite} />
              <Replies replies={progress.replies} />
              <Waves progress={progress} />
            </div>
          </div>
          <Declined progress={progress} file={fileOf(campaign, 'declined')} />
          <h2 className="nhsuk-heading-m" id="groups">
            {words.groups}
          </h2>
          <p>{words.ranges}</p>
          {groups.map((group) => (
            <GroupSection
              key={group}
              group={group}
              rows={progress.by[group]}
              before={before}
              file={fileOf(campaign, group)}
            />
          ))}
        </>
      )}
    </Loaded>
  );
}

/** The progress of the campaign of the season before, as its own page tells it; null until it is known. */
function useBefore(before: CampaignProgress['before']): Before | null {
  const { data } = useApiQuery(
    getProgress,
    { params: { campaignId: before?.campaignId ?? '' } },
    { enabled: before !== null, staleTime: Infinity },
  );
  return before && data ? { name: before.name, progress: data } : null;
}

/** Somewhere a figure is hidden: then it is said why. */
const isPartHidden = (progress: CampaignProgress): boolean => JSON.stringify(progress.by).includes(':null');

const fileOf = ({ name }: Campaign, group: string): string =>
  `${name} ${group}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function Funnel({ progress }: { progress: CampaignProgress }) {
  const stages = ['invited', 'delivered', 'opened', 'booked', 'came', 'had'] as const;
  return (
    <section aria-labelledby="funnel">
      <h2 className="nhsuk-heading-m" id="funnel">
        {words.funnel}
      </h2>
      <ol className="coord-funnel">
        {stages.map((stage) => {
          const [here, of] = [progress[stage], progress.invited];
          const share = here === null || of === null ? null : ofHundred(here, of);
          return (
            <li key={stage}>
              <span className="coord-funnel__name">{words.stage[stage]}</span>
              <span className="coord-funnel__figure">{formatTold(here, coordinatorTexts.hidden)}</span>
              {share === null ? (
                <span />
              ) : (
                <meter className="coord-funnel__bar" min={0} max={100} value={share} aria-label={words.ofInvited} />
              )}
              <span className="coord-funnel__share">
                {stage === 'invited' || share === null ? '' : `${share} ${words.ofInvited.toLowerCase()}`}
              </span>
            </li>
          );
        })}
      </ol>
      <p>
        {progress.left !== null && words.left(progress.left)}{' '}
        {progress.toCall !== null && words.toCall(progress.toCall)}
      </p>
    </section>
  );
}

function Waves({ progress: { waves } }: { progress: CampaignProgress }) {
  if (waves.length === 0) return <p>{words.noWaves}</p>;
  return (
    <FiguresTable
      caption={words.wavesCaption}
      columns={words.waveColumns}
      rows={waves.map(({ number, at, people }) => [
        formatFigure(number),
        `${formatShortDate(dateAt(at))}, ${formatTime(at)}`,
        people,
      ])}
    />
  );
}

function Declined({ progress: { declined, declinedByPlace }, file }: { progress: CampaignProgress; file: string }) {
  const heading = (
    <h2 className="nhsuk-heading-m" id="declined">
      {words.declined}
    </h2>
  );
  if (declined.length === 0)
    return (
      <>
        {heading}
        <p>{words.noneDeclined}</p>
      </>
    );
  return (
    <>
      {heading}
      <FiguresTable
        caption={words.declinedCaption}
        columns={[words.reason, words.people]}
        rows={declined.map(({ reason, people }) => [words.reasons[reason] ?? reason, people])}
      />
      <FiguresTable
        caption={words.declinedByPlace}
        csv={file}
        columns={[coordinatorTexts.overview.place, ...declineReasons.map((reason) => words.reasons[reason] ?? reason)]}
        rows={declinedByPlace.map(({ name, reasons }) => [name, ...declineReasons.map((reason) => reasons[reason])])}
      />
    </>
  );
}
