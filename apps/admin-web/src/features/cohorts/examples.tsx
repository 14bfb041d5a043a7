import { useApiMutation } from '@fairslot/client/react';
import { seeExamples, type CohortRules, type ResponseOf } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { FiguresTable } from '../../ui/figures-table';
import { languageName } from '../../ui/language-name';

const words = coordinatorTexts.cohorts.examples;
const { sex: sexes, contact: ways } = coordinatorTexts.cohorts;
type Items = ResponseOf<typeof seeExamples>['items'];

/** A few people of the cohort, by the groups they belong to: enough to see a wrong rule, too little to know anybody. */
export function Examples({ rules }: { rules: CohortRules }) {
  const ask = useApiMutation(seeExamples, []);
  const [seen, setSeen] = useState<{ of: CohortRules; items: Items }>();
  const items = seen?.of === rules ? seen.items : undefined;
  const show = async () => setSeen({ of: rules, items: (await ask.mutateAsync({ body: { rules } })).items });
  return (
    <section aria-labelledby="examples">
      <h2 className="nhsuk-heading-s" id="examples">
        {words.heading}
      </h2>
      <p>{words.lead}</p>
      <StaffButton busy={ask.isPending} onPress={() => void show()}>
        {words.show}
      </StaffButton>
      <div aria-live="polite" className="coord-examples">
        {items?.length === 0 && <p>{words.none}</p>}
        {items && items.length > 0 && (
          <FiguresTable
            caption={words.caption}
            columns={words.columns}
            rows={items.map(({ age, sex, place, deprivation, language, contact }) => [
              age,
              sex ? sexes[sex] : coordinatorTexts.notStated,
              place,
              deprivation ?? coordinatorTexts.notStated,
              languageName(language),
              ways[contact],
            ])}
          />
        )}
      </div>
    </section>
  );
}
