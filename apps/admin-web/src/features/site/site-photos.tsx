import { addressOf } from '@fairslot/client';
import { useApiMutation } from '@fairslot/client/react';
import { addSitePhoto, getSiteDetails, getSitePhoto, removeSitePhoto, type SiteDetails } from '@fairslot/contract';
import { Button, fieldIds, FormGroup, StaffButton, TextField } from '@fairslot/ui';
import { useRef, useState } from 'react';
import { faultsOf, useFaults } from '../../ui/faults';
import { texts } from '../../ui/texts';
import { readPhoto } from './read-photo';

const words = texts.site.photos;
const MOST = 3;

/** Pictures of the way in. Each is saved by itself, because it is drawn anew and sent while somebody waits. */
export function SitePhotos({ site }: { site: Pick<SiteDetails, 'id' | 'photos'> }) {
  const add = useApiMutation(addSitePhoto, [getSiteDetails]);
  const remove = useApiMutation(removeSitePhoto, [getSiteDetails]);
  const faults = useFaults();
  const [alt, setAlt] = useState('');
  const [said, say] = useState('');
  const [isReading, setReading] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const isBusy = isReading || add.isPending || remove.isPending;

  async function submit() {
    const chosen = file.current?.files?.[0];
    const missing = [
      ...(chosen ? [] : [{ field: 'photo', words: words.missing }]),
      ...(alt.trim() ? [] : [{ field: 'alt', words: words.altMissing }]),
    ];
    if (missing.length > 0 || !chosen) return faults.report(missing);
    setReading(true);
    const base64 = await readPhoto(chosen).finally(() => setReading(false));
    if (!base64) return faults.report([{ field: 'photo', words: words.unreadable }]);
    try {
      await add.mutateAsync({ params: { siteId: site.id }, body: { alt, base64 } });
      setAlt('');
      if (file.current) file.current.value = '';
      faults.report([]);
      say(words.added);
    } catch (error) {
      faults.report(faultsOf(error, 'photo', { base64: 'photo', alt: 'alt' }));
    }
  }

  async function takeAway(photoId: string) {
    try {
      await remove.mutateAsync({ params: { siteId: site.id, photoId } });
      say(words.removed);
    } catch (error) {
      faults.report(faultsOf(error, 'photos'));
    }
  }

  const error = faults.of('photo');
  return (
    <section aria-labelledby="photos" className="staff-photos">
      <h2 id="photos" tabIndex={-1} className="staff-subheading">
        {words.heading}
      </h2>
      {faults.summary}
      {site.photos.map(({ id, alt, width, height }) => (
        <figure key={id}>
          <img src={addressOf(getSitePhoto, { photoId: id })} alt={alt} width={width} height={height} />
          <figcaption>
            {alt}{' '}
            <StaffButton kind="plain" busy={isBusy} onPress={() => void takeAway(id)}>
              {words.remove}
              <span className="nhsuk-u-visually-hidden"> {alt}</span>
            </StaffButton>
          </figcaption>
        </figure>
      ))}
      {site.photos.length < MOST ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!isBusy) void submit();
          }}
        >
          <FormGroup id="photo" label={words.file} hint={words.fileHint} error={error}>
            <input
              id="photo"
              type="file"
              accept="image/*"
              ref={file}
              aria-describedby={fieldIds('photo', { hint: true, error }).describedBy}
            />
          </FormGroup>
          <TextField
            id="alt"
            name="alt"
            label={words.alt}
            hint={words.altHint}
            error={faults.of('alt')}
            value={alt}
            maxLength={200}
            onChange={({ target }) => setAlt(target.value)}
          />
          <Button variant="secondary">{words.add}</Button>
        </form>
      ) : (
        <p>{words.full}</p>
      )}
      <output className="staff-count">{said}</output>
    </section>
  );
}
