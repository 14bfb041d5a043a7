import { useApiQuery } from '@fairslot/client/react';
import { getRegionOverview, listCampaigns, listServices, type RegionOverview } from '@fairslot/contract';
import { SelectField } from '@fairslot/ui';
import { useSearchParams } from 'react-router';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { formatLongDate } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { texts } from '../../ui/texts';
import { PlacesGrid } from './places-grid';

const words = coordinatorTexts.overview;

/** Where times run out, for one service, in every Place of the caller. */
export function Overview({ readsCampaigns }: { readsCampaigns: boolean }) {
  const services = useApiQuery(listServices, {});
  const campaigns = useApiQuery(listCampaigns, {}, { enabled: readsCampaigns });
  if (campaigns.isLoading) return <p>{texts.loading}</p>;
  const running = campaigns.data?.items.find(({ state }) => state === 'running')?.service.id;
  return <Loaded query={services}>{({ items }) => <OfService services={items} first={running} />}</Loaded>;
}

interface OfServiceProps {
  services: readonly { id: string; name: string }[];
  /** Shown until another one is asked for: the service that people are being invited to. */
  first: string | undefined;
}

function OfService({ services, first }: OfServiceProps) {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('service') ?? first;
  const service = services.find(({ id }) => id === asked) ?? services[0];
  const query = useApiQuery(
    getRegionOverview,
    { query: { serviceId: service?.id ?? '' } },
    { enabled: service !== undefined, refetchInterval: 60_000 },
  );
  if (!service) return null;
  return (
    <>
      <SelectField
        id="service"
        label={words.service}
        choices={services.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={service.id}
        onChoose={(chosen) => chosen && setSearch({ service: chosen }, { replace: true })}
      />
      <Loaded query={query}>{(overview) => <Shown overview={overview} service={service} />}</Loaded>
    </>
  );
}

function Shown({ overview, service }: { overview: RegionOverview; service: { id: string; name: string } }) {
  const waits = overview.places.some(({ toBook }) => toBook !== 0);
  const short = overview.places.flatMap(({ name, runsOutOn }) => (runsOutOn ? [{ name, on: runsOutOn }] : []));
  return (
    <>
      {!waits && <p className="staff-notice">{words.noCampaign}</p>}
      {waits && short.length === 0 && <p className="staff-notice">{words.nobodyRunsOut}</p>}
      {short.length > 0 && (
        <section className="staff-notice staff-notice--warning" aria-label={words.alerts}>
          <ul className="staff-plain-list">
            {short.map(({ name, on }) => (
              <li key={name}>
                <strong>{words.runsOut(name, formatLongDate(on))}</strong>
              </li>
            ))}
          </ul>
        </section>
      )}
      <PlacesGrid overview={overview} service={service} isRate={waits} />
    </>
  );
}
