import { useApiQuery } from '@fairslot/client/react';
import { getVisibility, listServices } from '@fairslot/contract';
import { SelectField } from '@fairslot/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { clinicsAddress, detailsAddress } from '../../ui/addresses';
import { dateAt, formatLongDate, formatTime } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { texts } from '../../ui/texts';
import './site.scss';

const words = texts.why;
/** Closures and pauses stand in the list. */
const IN_LIST = new Set(['not_closed', 'service_not_closed', 'service_not_paused']);

/** Every reason a resident is shown this site for a service now, or is not, each with what to do about it. */
export function WhyNotShowing({ siteId }: { siteId: string }) {
  const services = useApiQuery(listServices, {}, { staleTime: 60_000 });
  const [chosen, choose] = useState<string>();
  return (
    <Loaded query={services}>
      {({ items }) => {
        const service = chosen ?? items[0]?.id;
        if (!service) return <p className="staff-empty">{words.noServices}</p>;
        return (
          <>
            <SelectField
              id="service"
              label={words.service}
              choices={items.map(({ id, name }) => ({ value: id, label: name }))}
              chosen={service}
              onChoose={(chosen) => chosen && choose(chosen)}
            />
            <Reasons siteId={siteId} service={service} />
          </>
        );
      }}
    </Loaded>
  );
}

function Reasons({ siteId, service }: { siteId: string; service: string }) {
  const query = useApiQuery(getVisibility, { params: { siteId }, query: { service } });
  return (
    <Loaded query={query}>
      {({ shown, free, first, checks, from, to }) => (
        <>
          <p className={shown ? 'staff-notice' : 'staff-notice staff-notice--warning'} aria-live="polite">
            <strong>{shown ? words.shown : words.notShown}</strong>{' '}
            {first && words.first(free, `${formatLongDate(dateAt(first))}, ${formatTime(first)}`)}
          </p>
          <ul className="staff-checks">
            {checks.map(({ code, ok, count, date }) => (
              <li key={code} className={ok ? 'staff-checks__ok' : 'staff-checks__not'}>
                <strong>{ok ? words.fine : words.look}</strong>{' '}
                {ok ? words.ok[code] : words.not[code](count, date ? formatLongDate(date) : '')}{' '}
                {!ok && (
                  <Link
                    to={
                      code === 'site_open'
                        ? detailsAddress(siteId)
                        : clinicsAddress(siteId, IN_LIST.has(code) ? 'list' : 'week')
                    }
                  >
                    {code === 'site_open' ? words.toDetails : words.toClinics}
                  </Link>
                )}
              </li>
            ))}
          </ul>
          <p className="staff-none">{words.searched(formatLongDate(from), formatLongDate(to))}</p>
        </>
      )}
    </Loaded>
  );
}
