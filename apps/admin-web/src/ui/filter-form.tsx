import type { FieldFault } from '@fairslot/ui';
import { useEffect, useRef, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useFaults, type Faults } from './faults';
import './filter-form.scss';

interface Props<Field extends string> {
  /** What is asked for now, by the name of each field; the address has the same names. */
  asked: Record<Field, string | undefined>;
  /** Without `clear` there is no way back to everything by one press. */
  words: { label?: string; show: string; clear?: string };
  /** What is wrong with what was typed; left out where the browser judges the fields. */
  judge?: (typed: Record<NoInfer<Field>, string>) => FieldFault[];
  children: (faults: Faults) => ReactNode;
}

/** Asked for by a press, so that nothing changes under somebody's hands. The address says what is asked for, so that it can be passed on. */
export function FilterForm<Field extends string>({ asked, words, judge, children }: Props<Field>) {
  const [search, setSearch] = useSearchParams();
  const faults = useFaults();
  const { report } = faults;
  const form = useRef<HTMLFormElement>(null);
  const showButton = useRef<HTMLButtonElement>(null);

  // Put into fields that stay, also after Back: fields made anew would lose focus.
  const now = JSON.stringify(Object.entries(asked));
  useEffect(() => {
    for (const [field, value] of JSON.parse(now) as [string, string | null][]) {
      const control = form.current?.elements.namedItem(field);
      if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) control.value = value ?? '';
    }
    report([]);
  }, [now, report]);

  function show(filled: FormData) {
    const typed = Object.fromEntries(
      Object.keys(asked).map((field) => {
        const value = filled.get(field);
        return [field, typeof value === 'string' ? value.trim() : ''];
      }),
    ) as Record<Field, string>;
    const wrong = judge?.(typed) ?? [];
    report(wrong);
    if (wrong.length === 0) setSearch(Object.fromEntries(Object.entries<string>(typed).filter(([, value]) => value)));
  }
  const clear = () => {
    setSearch({});
    // The button that was pressed goes.
    showButton.current?.focus();
  };
  return (
    <>
      {faults.summary}
      <form
        ref={form}
        className="staff-filter"
        aria-label={words.label}
        noValidate={judge !== undefined}
        onSubmit={(event) => {
          event.preventDefault();
          show(new FormData(event.currentTarget));
        }}
      >
        {children(faults)}
        <button ref={showButton} type="submit" className="staff-button staff-button--secondary">
          {words.show}
        </button>
        {words.clear && search.size > 0 && (
          <button type="button" className="staff-button staff-button--plain" onClick={clear}>
            {words.clear}
          </button>
        )}
      </form>
    </>
  );
}
