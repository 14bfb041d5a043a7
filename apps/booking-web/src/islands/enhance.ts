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

/** Says once, politely, that the held time is about to end, and offers to keep it without leaving the page. */
function warnBeforeHoldEnds(): void {
  const form = document.querySelector<HTMLFormElement>('[data-hold-until]');
  const line = form?.querySelector('output');
  const button = form?.querySelector('button');
  if (!form || !line || !button) return;
  const waitFor = (until: number) => {
    const left = until - Date.now();
    if (Number.isNaN(until) || left <= 0 || left > LONGEST_HOLD_MS) return;
    setTimeout(
      () => {
        line.textContent = form.dataset['words'] ?? '';
        button.hidden = false;
      },
      Math.max(0, left - WARN_BEFORE_MS),
    );
  };
  waitFor(Date.parse(form.dataset['holdUntil'] ?? ''));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { action } = form;
    void fetch(action, { method: 'POST', redirect: 'manual', body: new URLSearchParams() })
      .then(async (answer) => {
        // A time that cannot be kept any more is told by the page itself.
        if (!answer.ok) return location.reload();
        const { until, strip, words } = (await answer.json()) as { until: string; strip: string; words: string };
        const shown = document.querySelector('[data-hold-words]');
        if (shown) shown.textContent = strip;
        line.textContent = words;
        button.hidden = true;
        waitFor(Date.parse(until));
      })
      .catch(() => (line.textContent = form.dataset['words'] ?? ''));
  });
}

/** Gives a text to another program by the phone's own way of sharing, else copies it. Without script the text is there to be selected. */
function shareText(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-share]');
  const text = document.querySelector('[data-share-text]')?.textContent;
  const said = document.querySelector('[data-share-said]');
  if (!button || !text || !said) return;
  const canShare = 'share' in navigator;
  // Neither is there on a page without https.
  if (!canShare && !('clipboard' in navigator)) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    // Somebody who closes what was opened has changed their mind: nothing to say.
    if (canShare) void navigator.share({ url: text }).catch(() => undefined);
    else void navigator.clipboard.writeText(text).then(() => (said.textContent = button.dataset['share'] ?? ''));
  });
}

/** "Use my location": asked of the browser only when it is pressed, told to about a kilometre, in the body of a form. */
function useLocation(): void {
  const form = document.querySelector<HTMLFormElement>('[data-locate]');
  const [at, kept] = form?.querySelectorAll('input') ?? [];
  const typed = document.querySelector<HTMLInputElement>('#where');
  const said = form?.querySelector('output');
  if (!form || !at || !kept || !typed || !said || !('geolocation' in navigator) || !isSecureContext) return;
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    said.textContent = said.dataset['working'] ?? '';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        at.value = `${coords.latitude.toFixed(2)} ${coords.longitude.toFixed(2)}`;
        kept.value = typed.value;
        form.submit();
      },
      () => (said.textContent = said.dataset['failed'] ?? ''),
      { timeout: 10_000, maximumAge: 60_000 },
    );
  });
}

focusErrorSummary();
useLocation();
shareText();
swallowSecondPress();
warnBeforeHoldEnds();
