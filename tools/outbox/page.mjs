// The page: plain HTML, no script. Messages are other people's text, so everything is escaped or framed.
import { style } from './style.mjs';

const PER_PAGE = 25;

const timeZone = process.env.TIME_ZONE ?? 'Europe/London';

const escaped = (text) => String(text).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** Addresses become links; a full stop or bracket that ends the sentence is not part of one. */
function linked(text) {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, index) => {
      if (index % 2 === 0) return escaped(part);
      const address = part.replace(/[.,;:!?)\]]+$/, '');
      return `<a href="${escaped(address)}">${escaped(address)}</a>${escaped(part.slice(address.length))}`;
    })
    .join('');
}

function time(at) {
  const shown = new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone });
  return `<time datetime="${escaped(at)}">${escaped(shown)}</time>`;
}

/** Sandboxed without script; its links open in a new tab, outside the sandbox, as they do in a mail program. */
function framed({ html, subject }) {
  const inside = `<base target="_blank">${html}`;
  return `<iframe title="The e-mail: ${escaped(subject)}" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escaped(inside)}"></iframe>`;
}

function emailArticle(message) {
  const { id, from, to, at, subject, text, html, attachments } = message;
  const plain = `<p class="text">${linked(text)}</p>`;
  const files = attachments.map(
    ({ filename }, index) =>
      `<li><a href="/messages/${id}/attachments/${index}" download="${escaped(filename)}">${escaped(filename)}</a></li>`,
  );
  return `<article id="${id}"><span class="kind">E-mail</span><h2>${escaped(subject)}</h2>
<dl><dt>To</dt><dd>${escaped(to)}</dd><dt>From</dt><dd>${escaped(from)}</dd><dt>Sent</dt><dd>${time(at)}</dd></dl>
${html ? `${framed(message)}<details><summary>The same as plain text</summary>${plain}</details>` : plain}
${files.length ? `<ul class="files">${files.join('')}</ul>` : ''}</article>`;
}

function smsArticle({ id, to, at, text }) {
  return `<article id="${id}"><span class="kind">Text message</span><h2>To ${escaped(to)}</h2>
<dl><dt>Sent</dt><dd>${time(at)}</dd></dl><p class="bubble text">${linked(text)}</p></article>`;
}

/** @param {import('./store.mjs').Message[]} messages newest first */
export function outboxPage(messages, { to = '', page = 1 } = {}) {
  const pages = Math.max(1, Math.ceil(messages.length / PER_PAGE));
  const current = Math.min(Math.max(1, page), pages);
  const shown = messages.slice((current - 1) * PER_PAGE, current * PER_PAGE);
  const address = (number) => escaped(`/?${new URLSearchParams({ ...(to && { to }), page: String(number) })}`);
  const count = `${messages.length} ${messages.length === 1 ? 'message' : 'messages'}${to ? ` to “${to}”` : ''}`;
  const list = shown.map(
    (message) => `<li>${message.channel === 'sms' ? smsArticle(message) : emailArticle(message)}</li>`,
  );
  const links = [
    current > 1 ? `<a href="${address(current - 1)}" rel="prev">Newer</a>` : '',
    current < pages ? `<a href="${address(current + 1)}" rel="next">Older</a>` : '',
  ].join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Outbox: ${escaped(count)}</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><header class="top"><div class="width"><h1>Outbox</h1><p>What residents would receive. For demonstration: nothing leaves this machine.</p></div></header>
<main><div class="width">
<div class="bar"><a class="button" href="${address(1)}">Refresh</a>
<form method="get" action="/" role="search"><div><label for="to">Sent to, or part of it</label><input id="to" name="to" value="${escaped(to)}" autocomplete="off"></div><button>Show</button></form>
<form method="post" action="/messages/clear"><button>Delete all</button></form></div>
<p>${escaped(count)}, newest first</p>
${list.length ? `<ol class="list">${list.join('')}</ol>` : '<p class="empty">Nothing here yet. Book an appointment, then choose Refresh.</p>'}
${links ? `<nav aria-label="Pages">${links}</nav>` : ''}
</div></main></body></html>`;
}
