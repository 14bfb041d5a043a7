// All of the script there is. Every page works without it: it only makes some things a little smoother.

/** After a form with faults: the keyboard and the screen reader begin at the list of what to put right. */
function focusErrorSummary(): void {
  document.querySelector<HTMLElement>('[data-error-summary]')?.focus();
}

const SECOND_PRESS_MS = 1000;

/** A second press of the same button within a second is a slip. The server would answer it the same way. */
function swallowSecondPress(): void {
  let last: { form: EventTarget | null; at: number } | undefined;
  document.addEventListener('submit', (event) => {
    const by = event.submitter;
    if (!by?.hasAttribute('data-once')) return;
    if (last && last.form === event.target && event.timeStamp - last.at < SECOND_PRESS_MS) event.preventDefault();
    else last = { form: event.target, at: event.timeStamp };
  });
}

const WARN_BEFORE_MS = 3 * 60_000;
/** A hold is never longer; a larger difference means that this clock is wrong, and a wrong warning is worse than none. */
const LONGEST_HOLD_MS = 11 * 60_000;

/** Says once, politely, that the held time is about to end. */
function warnBeforeHoldEnds(): void {
  const line = document.querySelector<HTMLElement>('[data-hold-until]');
  const until = Date.parse(line?.dataset['holdUntil'] ?? '');
  const left = until - Date.now();
  if (!line || Number.isNaN(until) || left <= 0 || left > LONGEST_HOLD_MS) return;
  setTimeout(() => (line.textContent = line.dataset['words'] ?? ''), Math.max(0, left - WARN_BEFORE_MS));
}

focusErrorSummary();
swallowSecondPress();
warnBeforeHoldEnds();
