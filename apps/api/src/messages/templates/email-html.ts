import type { EmailText } from '@fairslot/texts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] as string);

const RIGHT_TO_LEFT = /^(ar|fa|he|ur|ps|ku)\b/;

type Link = EmailText['action'];

/** Plain HTML that any mail program shows: one column, one link, no picture, nothing loaded from anywhere. */
export function emailHtml({ heading, paragraphs, action }: EmailText, language: string, leave?: Link): string {
  const p = 'margin:0 0 16px';
  return `<!doctype html>
<html lang="${escape(language)}" dir="${RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><title>${escape(heading)}</title></head>
<body style="margin:0;padding:24px;font:18px/1.5 Arial,sans-serif;color:#1b2733;background:#ffffff">
<div style="max-width:36em;margin:0 auto">
<h1 style="font-size:24px;line-height:1.3;margin:0 0 16px">${escape(heading)}</h1>
${paragraphs.map((text) => `<p style="${p}">${escape(text)}</p>`).join('\n')}
<p style="${p}"><a href="${escape(action.link)}" style="color:#0b5c6b">${escape(action.words)}</a></p>
${leave ? `<p style="${p};font-size:16px"><a href="${escape(leave.link)}" style="color:#0b5c6b">${escape(leave.words)}</a></p>` : ''}
</div></body></html>
`;
}

/** @param leave how to get no more of these, where that can be asked for */
export function emailPlain({ heading, paragraphs, action }: EmailText, leave?: Link): string {
  const links = [action, ...(leave ? [leave] : [])].map(({ words, link }) => `${words}: ${link}`);
  return [heading, '', ...paragraphs.flatMap((text) => [text, '']), ...links, ''].join('\n');
}
