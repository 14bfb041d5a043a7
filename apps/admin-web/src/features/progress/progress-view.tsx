import { useApiQuery } from '@fairslot/client/react';
import { getProgress, type Campaign, type CampaignProgress } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { formatFigure, ofHundred } from '../../ui/figures';
import { FiguresTable } from '../../ui/figures-table';
import { dateAt, formatShortDate, formatTime } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { GroupSection, groups } from './group-section';

const words = coordinatorTexts.progress;
const EVERY_MS = 15_000;

/** How far a campaign has come; read anew while somebody looks. */
export function ProgressView({ campaign }: { campaign: Campaign }) {
  const query = useApiQuery(
    getProgress,
    { params: { campaignId: campaign.id } },
    { refetchInterval: campaign.state === 'running' ? EVERY_MS : false },
  );
  return (
    <>
      <Loaded query={query}>
        {(progress) => (
          <>
            {campaign.state === 'running' && (
              <p className="staff-none">{words.updated(formatTime(new Date(query.dataUpdatedAt)))}</p>
            )}
            <Funnel progress={progress} />
            <div className="coord-two">
              <Waves progress={progress} />
              <Declined progress={progress} />
            </div>
            <h2 className="nhsuk-heading-m">{words.groups}</h2>
            {groups.map((group) => (
              <GroupSection key={group} group={group} rows={progress.by[group]} file={fileOf(campaign, group)} />
            ))}
          </>
        )}
      </Loaded>
    </>
  );
}

const fileOf = ({ name }: Campaign, group: string): string =>
  `${name} ${group}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function Funnel({ progress }: { progress: CampaignProgress }) {
  const stages = ['invited', 'delivered', 'opened', 'booked', 'had'] as const;
  return (
    <section aria-labelledby="funnel">
      <h2 className="nhsuk-heading-m" id="funnel">
        {words.funnel}
      </h2>
      <ol className="coord-funnel">
        {stages.map((stage) => {
          const share = ofHundred(progress[stage], progress.invited);
          return (
            <li key={stage}>
              <span className="coord-funnel__name">{words.stage[stage]}</span>
              <span className="coord-funnel__figure">{formatFigure(progress[stage])}</span>
              <meter className="coord-funnel__bar" min={0} max={100} value={share} aria-label={words.ofInvited} />
              <span className="coord-funnel__share">
                {stage === 'invited' ? '' : `${share} ${words.ofInvited.toLowerCase()}`}
              </span>
            </li>
          );
        })}
      </ol>
      <p>
        {words.left(progress.left)} {words.toCall(progress.toCall)}
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

function Declined({ progress: { declined } }: { progress: CampaignProgress }) {
  if (declined.length === 0) return <p>{words.noneDeclined}</p>;
  return (
    <FiguresTable
      caption={words.declinedCaption}
      columns={[words.reason, words.people]}
      rows={declined.map(({ reason, people }) => [words.reasons[reason] ?? reason, people])}
    />
  );
}
