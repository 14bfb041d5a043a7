import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { listImports, undoImport } from '@fairslot/contract';
import { Link } from 'react-router';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { Loaded } from '../../ui/loaded';
import { ImportsRecord } from './imports-record';

const words = coordinatorTexts.people;

/** Lists of people that were brought in. */
export function ImportsList() {
  const query = useApiQuery(listImports, {});
  const undo = useApiMutation(undoImport, [listImports]);
  return (
    <section aria-labelledby="imports">
      <h2 className="nhsuk-heading-m coord-gap" id="imports">
        {words.imports}
      </h2>
      <Loaded query={query}>
        {({ items }) => (
          <ImportsRecord
            items={items}
            columns={words.importColumns}
            caption={words.importsCaption}
            figuresOf={({ rows, added, changed, bad }) => [rows, added, changed, bad]}
            words={words}
            undoSure={words.undoSure}
            moreOf={({ id, name, state, added }) =>
              state === 'imported' &&
              added > 0 && (
                <Link
                  className="coord-more"
                  to={`/people/imports/${encodeURIComponent(id)}/duplicates`}
                  aria-label={coordinatorTexts.duplicates.linkOf(name)}
                >
                  {coordinatorTexts.duplicates.link}
                </Link>
              )
            }
            onUndo={async (importId) => {
              const { removed, kept } = await undo.mutateAsync({ params: { importId } });
              return words.undoDone(removed, kept);
            }}
          />
        )}
      </Loaded>
    </section>
  );
}
