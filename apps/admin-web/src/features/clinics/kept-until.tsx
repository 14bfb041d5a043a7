import { isProblem } from '@fairslot/client';
import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { getClinic, getKeptUntil, setKeptUntil, type Clinic } from '@fairslot/contract';
import { StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { formatLongDate } from '../../ui/formats';
import { useFaults } from '../../ui/faults';
import { Loaded } from '../../ui/loaded';
import { errorTexts, texts } from '../../ui/texts';

const words = texts.clinics.kept;

/** Of a clinic for some people: when what is left of it opens to everybody. */
export function KeptUntil({ siteId, clinic, mayWrite }: { siteId: string; clinic: Clinic; mayWrite: boolean }) {
  const params = { siteId, clinicId: clinic.id };
  const query = useApiQuery(getKeptUntil, { params });
  return (
    <section aria-labelledby="kept">
      <h2 className="staff-subheading" id="kept">
        {words.heading}
      </h2>
      <Loaded query={query}>
        {({ opensOn }) => (
          <>
            <p>{opensOn ? words.until(formatLongDate(opensOn)) : words.forEver}</p>
            {mayWrite && <Change key={opensOn} params={params} opensOn={opensOn} last={clinic.date} />}
          </>
        )}
      </Loaded>
    </section>
  );
}

interface Props {
  params: { siteId: string; clinicId: string };
  opensOn: string | null;
  last: string;
}

function Change({ params, opensOn, last }: Props) {
  const { mutateAsync, isPending } = useApiMutation(setKeptUntil, [getKeptUntil, getClinic]);
  const [date, setDate] = useState(opensOn ?? '');
  const [said, say] = useState('');
  const faults = useFaults();

  async function save() {
    try {
      await mutateAsync({ params, body: { opensOn: date === '' ? null : date } });
      faults.report([]);
      say(words.saved);
    } catch (error) {
      if (!isProblem(error)) throw error;
      const isField = error.code === 'invalid';
      faults.report([{ field: 'opens-on', words: isField ? words.wrong : errorTexts[error.code] }]);
    }
  }

  return (
    <>
      {faults.summary}
      <TextField
        id="opens-on"
        name="opens-on"
        type="date"
        room={10}
        label={words.label}
        hint={words.hint}
        max={last}
        error={faults.of('opens-on')}
        value={date}
        onChange={({ target }) => setDate(target.value)}
      />
      <StaffButton busy={isPending} onPress={() => void save()}>
        {words.save}
      </StaffButton>
      <output className="staff-count">{said}</output>
    </>
  );
}
