import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { changeSite, getMe, getSiteDetails, listServices, type SiteDetails } from '@fairslot/contract';
import { Button, RadiosField, TextField, type FieldFault } from '@fairslot/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { whyAddress } from '../../ui/addresses';
import { useDraft } from '../../ui/drafts';
import { faultsOf, useFaults } from '../../ui/faults';
import { Loaded } from '../../ui/loaded';
import { texts } from '../../ui/texts';
import { GettingIn } from './getting-in';
import { LinesField } from './lines-field';
import { OpenHours } from './open-hours';
import { ResidentCard } from './resident-card';
import { SitePhotos } from './site-photos';
import './site.scss';
import { readWay, TheWay } from './the-way';

const words = texts.site;
type Typed = 'name' | 'smsName' | 'address' | 'postcode' | 'what3words';

export function SiteDetailsPage({ siteId, mayWrite }: { siteId: string; mayWrite: boolean }) {
  const query = useApiQuery(getSiteDetails, { params: { siteId } });
  return <Loaded query={query}>{(site) => <DetailsForm site={site} mayWrite={mayWrite} />}</Loaded>;
}

/** One fault for each field, in words that say what to do about it. */
function detailFaults(error: unknown): FieldFault[] {
  const found = faultsOf(error, 'name', { 'station.minutes': 'stationMinutes' });
  const byField = new Map(found.map(({ field, words: said }) => [field, words.faults[field] ?? said]));
  return Array.from(byField, ([field, said]) => ({ field, words: said }));
}

/** What residents are told, with their card of it beside the form, changing as one types. */
function DetailsForm({ site, mayWrite }: { site: SiteDetails; mayWrite: boolean }) {
  const [draft, setDraft, forget] = useDraft<SiteDetails>(`site ${site.id}`, site);
  const { mutateAsync, isPending } = useApiMutation(changeSite, [getSiteDetails, getMe]);
  const services = useApiQuery(listServices, {}).data?.items ?? [];
  const faults = useFaults();
  const [said, say] = useState('');
  const field = (name: Typed) => ({
    id: name,
    name,
    value: draft[name],
    error: faults.of(name),
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  });

  async function submit() {
    const { name, smsName, address, postcode, directions, what3words, facilities, status, hours, walkIn } = draft;
    const about = { name, smsName, address, postcode, directions, what3words, facilities, status, hours, walkIn };
    try {
      await mutateAsync({
        params: { siteId: site.id },
        body: { ...about, ...readWay(draft) },
      });
      forget();
      faults.report([]);
      say(words.saved);
    } catch (error) {
      faults.report(detailFaults(error));
    }
  }

  return (
    <div className={mayWrite ? 'staff-beside' : undefined}>
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
            <TextField {...field('smsName')} label={words.smsName} hint={words.smsNameHint} room={20} maxLength={22} />
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
            <TextField {...field('what3words')} label={words.what3words} hint={words.what3wordsHint} room={30} />
            <GettingIn facilities={draft.facilities} onChange={(facilities) => setDraft({ ...draft, facilities })} />
            <TheWay draft={draft} onChange={setDraft} errorOf={faults.of} />
            <OpenHours draft={draft} services={services} onChange={setDraft} errorOf={faults.of} />
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
        {mayWrite && <SitePhotos site={site} />}
      </div>
      <aside aria-labelledby="preview" className="staff-preview">
        <h2 id="preview" className="staff-subheading">
          {words.preview}
        </h2>
        <ResidentCard
          site={{ ...draft, photos: site.photos }}
          walkInFor={services.filter(({ id }) => draft.walkIn.services.includes(id)).map(({ name }) => name)}
        />
        <p>
          <Link to={whyAddress(site.id)}>{texts.why.heading}</Link>
        </p>
      </aside>
    </div>
  );
}
