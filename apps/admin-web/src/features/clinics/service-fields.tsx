import { useApiQuery } from '@fairslot/client/react';
import { listBatches } from '@fairslot/contract';
import { CheckboxesField } from '@fairslot/ui';
import { texts } from '../../ui/texts';
import { useServices } from '../../ui/use-services';
import type { FieldsProps } from './wizard-fields';

const words = texts.wizard;

/** What people can book, each with who it is for, in the words that residents read, and what stock there is of it. */
export function ServiceFields({ siteId, draft, change, faults }: FieldsProps & { siteId: string }) {
  const { all } = useServices();
  const { data: stock } = useApiQuery(listBatches, { params: { siteId } }, { staleTime: 60_000 });
  const left = (serviceId: string) => stock?.services.find(({ id }) => id === serviceId)?.dosesLeft ?? null;
  const choices = all.map(({ id, name, whoFor }) => {
    const doses = left(id);
    return { value: id, label: name, hint: doses === null ? whoFor : `${whoFor}. ${words.stock(doses)}` };
  });
  return (
    <CheckboxesField
      key={all.length}
      isSmall
      name="serviceIds"
      label={words.services}
      hint={words.servicesHint}
      error={faults.of('serviceIds')}
      chosen={draft.serviceIds}
      choices={choices}
      onChoose={(serviceIds) => change({ serviceIds })}
    />
  );
}
