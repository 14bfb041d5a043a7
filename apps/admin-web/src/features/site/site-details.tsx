import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { changeSite, getMe, getSiteDetails, type SiteDetails } from '@fairslot/contract';
import { Button, CheckboxesField, RadiosField, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { whyAddress } from '../../ui/addresses';
import { useDraft } from '../../ui/drafts';
import { faultsOf, useFaults } from '../../ui/faults';
import { Loaded } from '../../ui/loaded';
import { texts } from '../../ui/texts';
import { LinesField } from './lines-field';
import { GoingThere } from './going-there';

const words = texts.site;
type Facility = keyof SiteDetails['facilities'];
const facilities = Object.keys(words.facilities) as Facility[];

export function SiteDetailsPage({ siteId, mayWrite }: { siteId: string; mayWrite: boolean }) {
  const query = useApiQuery(getSiteDetails, { params: { siteId } });
  return <Loaded query={query}>{(site) => <DetailsForm site={site} mayWrite={mayWrite} />}</Loaded>;
}

/** What residents are told, with their card of it beside the form, changing as one types. */
function DetailsForm({ site, mayWrite }: { site: SiteDetails; mayWrite: boolean }) {
  const [draft, setDraft, forget] = useDraft<SiteDetails>(`site ${site.id}`, site);
  const { mutateAsync, isPending } = useApiMutation(changeSite, [getSiteDetails, getMe]);
  const faults = useFaults();
  const [said, say] = useState('');
  const field = (name: 'name' | 'address' | 'postcode' | 'directions') => ({
    id: name,
    name,
    value: draft[name],
    error: faults.of(name),
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  });

  async function submit() {
    const { name, address, postcode, directions, status, hours, walkIn } = draft;
    const travel = draft.travel.map((line) => line.trim()).filter(Boolean);
    try {
      await mutateAsync({
        params: { siteId: site.id },
        body: { name, address, postcode, directions, status, hours, travel, walkIn, facilities: draft.facilities },
      });
      forget();
      faults.report([]);
      say(words.saved);
    } catch (error) {
      faults.report(faultsOf(error, 'name'));
    }
  }

  return (
    <div className="staff-beside">
      <div>
        {faults.summary}
        {mayWrite ? (
          <form
            noValidate
            className="staff-form"
            onSubmit={(event) => {
              event.preventDefault();
              if (!isPending) void submit();
            }}
          >
            <TextField {...field('name')} label={words.name} />
            <TextField {...field('address')} label={words.address} />
            <TextField {...field('postcode')} label={words.postcode} room={10} />
            <LinesField
              id="directions"
              label={words.directions}
              hint={words.directionsHint}
              error={faults.of('directions')}
              lines={[draft.directions]}
              onChange={(lines) => setDraft({ ...draft, directions: lines.join('\n') })}
            />
            <CheckboxesField
              name="facilities"
              label={words.has}
              chosen={facilities.filter((one) => draft.facilities[one])}
              choices={facilities.map((one) => ({ value: one, label: words.facilities[one] }))}
              onChoose={(chosen) => {
                const had = facilities.map((one) => [one, chosen.includes(one)]);
                setDraft({ ...draft, facilities: { ...draft.facilities, ...Object.fromEntries(had) } });
              }}
            />
            <GoingThere draft={draft} onChange={setDraft} errorOf={faults.of} />
            <RadiosField
              name="status"
              label={words.status}
              isSmall
              chosen={draft.status}
              choices={[
                { value: 'open', label: words.open },
                { value: 'closed', label: words.closed, hint: words.closedHint },
              ]}
              onChoose={(status) => setDraft({ ...draft, status: status === 'closed' ? 'closed' : 'open' })}
            />
            <Button>{words.save}</Button>
          </form>
        ) : (
          <p>{words.mayNot}</p>
        )}
        <output className="staff-count">{said}</output>
      </div>
      <aside aria-labelledby="preview">
        <h2 id="preview" className="staff-subheading">
          {words.preview}
        </h2>
        <ResidentCard site={draft} />
        <p>
          <Link to={whyAddress(site.id)}>{texts.why.heading}</Link>
        </p>
      </aside>
    </div>
  );
}

function ResidentCard({ site }: { site: SiteDetails }) {
  const has = facilities.filter((one) => site.facilities[one]);
  return (
    <div className="staff-resident-card">
      <h3>{site.name}</h3>
      <p>
        {site.address}, {site.postcode}
      </p>
      {site.directions && <p>{site.directions}</p>}
      {has.length > 0 && (
        <ul>
          {has.map((one) => (
            <li key={one}>{words.facilities[one]}</li>
          ))}
        </ul>
      )}
      {site.status === 'closed' && <p className="staff-flag">{words.hidden}</p>}
    </div>
  );
}
