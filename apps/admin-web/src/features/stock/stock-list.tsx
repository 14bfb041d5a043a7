import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { addBatch, endBatch, getDay, listBatches, useBatch, type Batch } from '@fairslot/contract';
import { Button, StaffButton, StaffCell, StaffRow, StaffTable, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { faultsOf, useFaults } from '../../ui/faults';
import { formatShortDate } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { PauseServiceForm, ServicePauses } from '../../ui/service-pauses';
import { texts } from '../../ui/texts';

const words = texts.stock;
const columns = Object.values(words.columns);
const refreshed = [listBatches, getDay] as const;

interface Service {
  id: string;
  name: string;
}

/** Batches of a site, which of them is in use, and whether there is enough for who is coming. */
export function StockList({
  siteId,
  services,
  mayAct,
  mayPause,
}: {
  siteId: string;
  services: readonly Service[];
  mayAct: boolean;
  mayPause: boolean;
}) {
  const query = useApiQuery(listBatches, { params: { siteId } });
  const [ended, setEnded] = useState<Batch>();
  const [added, setAdded] = useState('');
  const nameOf = (id: string) => services.find((one) => one.id === id)?.name ?? id;
  return (
    <Loaded query={query}>
      {({ items, services: coming }) => (
        <>
          <ul className="staff-stock">
            {coming.map(({ id, name, booked, dosesLeft }) => (
              <li key={id} className={dosesLeft !== null && dosesLeft < booked ? 'staff-stock__short' : undefined}>
                <strong>{name}</strong> {words.coming(booked, dosesLeft)}
              </li>
            ))}
          </ul>
          <ServicePauses siteId={siteId} mayWrite={mayPause} />
          {/* In the page before what it says, so that a screen reader hears it. */}
          <div aria-live="polite">
            {ended && (
              <RunOut
                key={ended.id}
                batch={ended}
                siteId={siteId}
                mayPause={mayPause}
                name={nameOf(ended.serviceId)}
                isLast={items.every(({ serviceId }) => serviceId !== ended.serviceId)}
                onUndone={() => setEnded(undefined)}
              />
            )}
          </div>
          {items.length === 0 ? (
            <p className="staff-empty">
              {words.none} {mayAct && words.noneNext}
            </p>
          ) : (
            <StaffTable caption={words.caption} columns={columns}>
              {items.map((batch) => (
                <BatchRow
                  key={batch.id}
                  batch={batch}
                  siteId={siteId}
                  name={nameOf(batch.serviceId)}
                  mayAct={mayAct}
                  onEnded={() => {
                    setEnded(batch);
                    setAdded('');
                  }}
                />
              ))}
            </StaffTable>
          )}
          {mayAct && (
            <AddBatch
              siteId={siteId}
              services={services}
              said={added}
              onAdded={(words) => {
                setAdded(words);
                setEnded(undefined);
              }}
            />
          )}
        </>
      )}
    </Loaded>
  );
}

interface RunOutProps {
  batch: Batch;
  siteId: string;
  mayPause: boolean;
  name: string;
  /** No other batch of the service is here. */
  isLast: boolean;
  onUndone: () => void;
}

/** Said after the press, with the way back, and what to do where nothing is left for those who are to come. */
function RunOut({ batch, siteId, mayPause, name, isLast, onUndone }: RunOutProps) {
  const use = useApiMutation(useBatch, refreshed);
  const params = { siteId, batchId: batch.id };
  const undo = () => void use.mutateAsync({ params }).then(onUndone, () => undefined);
  return (
    <div className="staff-notice">
      <p>
        {words.ended(`${batch.product} ${batch.number}`)}{' '}
        {/* Taking back puts it in use: never a spare one in place of that which people are given. */}
        {batch.inUse && (
          <StaffButton kind="plain" busy={use.isPending} onPress={undo}>
            {words.undo}
          </StaffButton>
        )}
      </p>
      {!isLast && batch.inUse && <p>{words.useNext}</p>}
      {isLast && (
        <>
          <p>
            {words.noneLeft(name)} {mayPause ? words.pause : words.askToPause}
          </p>
          {mayPause && <PauseServiceForm siteId={siteId} serviceId={batch.serviceId} />}
        </>
      )}
    </div>
  );
}

interface RowProps {
  batch: Batch;
  siteId: string;
  name: string;
  mayAct: boolean;
  onEnded: () => void;
}

function BatchRow({ batch, siteId, name, mayAct, onEnded }: RowProps) {
  const use = useApiMutation(useBatch, refreshed);
  const end = useApiMutation(endBatch, refreshed);
  const params = { siteId, batchId: batch.id };
  const which = <span className="nhsuk-u-visually-hidden"> {`${batch.product} ${batch.number}`}</span>;
  // The row is gone by then.
  const finish = () => void end.mutateAsync({ params }).then(onEnded, () => undefined);
  return (
    <StaffRow>
      <StaffCell kind="person" names>
        <strong>{batch.product}</strong> {batch.number}
      </StaffCell>
      <StaffCell heading={words.columns.service}>{name}</StaffCell>
      <StaffCell heading={words.columns.expires}>
        {batch.expiresOn ? formatShortDate(batch.expiresOn) : words.unknown}
      </StaffCell>
      <StaffCell heading={words.columns.left}>{batch.left ?? words.notCounted}</StaffCell>
      <StaffCell kind="status">{batch.inUse ? words.inUse : ''}</StaffCell>
      <StaffCell kind="action">
        {mayAct && (
          <div className="staff-acts">
            {!batch.inUse && (
              <StaffButton busy={use.isPending} onPress={() => use.mutate({ params })}>
                {words.use}
                {which}
              </StaffButton>
            )}
            <StaffButton kind="plain" busy={end.isPending} onPress={finish}>
              {words.end}
              {which}
            </StaffButton>
          </div>
        )}
      </StaffCell>
    </StaffRow>
  );
}

interface AddProps {
  siteId: string;
  services: readonly Service[];
  said: string;
  onAdded: (said: string) => void;
}

function AddBatch({ siteId, services, said, onAdded }: AddProps) {
  const { mutateAsync, isPending } = useApiMutation(addBatch, refreshed);
  const faults = useFaults();

  async function submit(form: HTMLFormElement) {
    const data = new FormData(form);
    const read = (name: string) => {
      const value = data.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const missing = [
      ...(read('product') ? [] : [{ field: 'product', words: words.productMissing }]),
      ...(read('number') ? [] : [{ field: 'number', words: words.numberMissing }]),
    ];
    if (missing.length > 0) return faults.report(missing);
    try {
      await mutateAsync({
        params: { siteId },
        body: {
          serviceId: read('serviceId'),
          product: read('product'),
          number: read('number'),
          ...(read('expiresOn') && { expiresOn: read('expiresOn') }),
          ...(read('doses') && { doses: Number(read('doses')) }),
        },
      });
      onAdded(words.added(read('product'), read('number')));
      faults.report([]);
      form.reset();
    } catch (error) {
      faults.report(faultsOf(error, 'product'));
    }
  }

  if (services.length === 0) return <p>{words.noServices}</p>;
  return (
    <section className="staff-section" aria-labelledby="add-batch">
      <h2 id="add-batch" className="staff-subheading">
        {words.add}
      </h2>
      {faults.summary}
      <form
        noValidate
        className="staff-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) void submit(event.currentTarget);
        }}
      >
        <div className="nhsuk-form-group">
          <label className="nhsuk-label" htmlFor="serviceId">
            {words.columns.service}
          </label>
          <select className="nhsuk-select" id="serviceId" name="serviceId">
            {services.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div className="staff-form__pair">
          <TextField
            id="product"
            name="product"
            label={words.product}
            error={faults.of('product')}
            autoComplete="off"
          />
          <TextField id="number" name="number" label={words.number} error={faults.of('number')} autoComplete="off" />
        </div>
        <div className="staff-form__pair">
          <TextField
            id="expiresOn"
            name="expiresOn"
            type="date"
            label={words.columns.expires}
            hint={words.useByHint}
            error={faults.of('expiresOn')}
          />
          <TextField
            id="doses"
            name="doses"
            type="number"
            min={0}
            label={words.doses}
            hint={words.dosesHint}
            error={faults.of('doses')}
          />
        </div>
        <Button>{words.addSubmit}</Button>
      </form>
      <output className="staff-count">{said}</output>
    </section>
  );
}
