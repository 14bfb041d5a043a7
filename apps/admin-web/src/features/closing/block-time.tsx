import { useClient } from '@fairslot/client/react';
import { createClosure, getDay, getWeek, listClosures, previewClosure } from '@fairslot/contract';
import { Button, StaffButton, TextField } from '@fairslot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { todayAddress } from '../../ui/addresses';
import { faultsOf, useFaults } from '../../ui/faults';
import { formatLongDate } from '../../ui/formats';
import { PageHeading } from '../../ui/page-heading';
import { texts } from '../../ui/texts';

const words = texts.block;

interface Props {
  siteId: string;
  siteName: string;
  date: string;
}

/** An hour that nobody may book: one press where nobody is booked then, else what becomes of them is asked first. */
export function BlockTime({ siteId, siteName, date }: Props) {
  const client = useClient();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const faults = useFaults();
  const [asked, setAsked] = useState<{ body: Parameters<typeof body>; toCall: number; preview: string }>();
  const [isBusy, setBusy] = useState(false);

  async function block(values: Parameters<typeof body>, preview: string) {
    await client.call(createClosure, { params: { siteId }, body: { ...body(...values), preview } });
    for (const read of [getDay, getWeek, listClosures]) void cache.invalidateQueries({ queryKey: [read.name] });
    await navigate(todayAddress(siteId, date));
  }

  async function submit(form: FormData) {
    const read = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    const values: Parameters<typeof body> = [date, read('starts'), read('ends'), read('why') || words.defaultReason];
    if (!values[1] || values[2] <= values[1])
      return faults.report([{ field: 'ends', words: texts.wizard.faults.until }]);
    setBusy(true);
    try {
      const { preview, toCall } = await client.call(previewClosure, { params: { siteId }, body: body(...values) });
      if (toCall > 0) setAsked({ body: values, toCall, preview });
      else await block(values, preview);
    } catch (error) {
      faults.report(faultsOf(error, 'starts'));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <PageHeading
        under={`${siteName}, ${formatLongDate(date)}`}
        back={{ to: todayAddress(siteId, date), words: texts.clinics.backToToday }}
      >
        {words.heading}
      </PageHeading>
      {faults.summary}
      <form
        noValidate
        className="staff-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void submit(new FormData(event.currentTarget));
        }}
      >
        <div className="staff-form__pair">
          <TextField
            id="starts"
            name="starts"
            type="time"
            label={words.from}
            error={faults.of('starts')}
            defaultValue="12:00"
          />
          <TextField
            id="ends"
            name="ends"
            type="time"
            label={words.until}
            error={faults.of('ends')}
            defaultValue="12:30"
          />
        </div>
        <TextField id="why" name="why" label={words.why} hint={words.whyHint} />
        {!asked && <Button>{words.submit}</Button>}
      </form>
      {asked && (
        <div className="staff-card" role="alert">
          <p>{words.booked(asked.toCall)}</p>
          <StaffButton
            kind="forward"
            onPress={() =>
              void block(asked.body, asked.preview).catch((error: unknown) => faults.report(faultsOf(error, 'starts')))
            }
          >
            {words.blockAnyway}
          </StaffButton>
        </div>
      )}
    </>
  );
}

const body = (date: string, starts: string, ends: string, reason: string) => ({
  from: date,
  to: date,
  starts,
  ends,
  reason,
  bookings: 'call' as const,
});
