import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { marked } from 'marked';
import type { Plugin } from 'vite';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

const style = `body{margin:0;font:1rem/1.6 Arial,Helvetica,sans-serif;color:#212b32}header{padding:12px 24px;background:#12454f}
header a{color:#fff;font-weight:700}main{max-width:46rem;margin:0 auto;padding:16px 24px 64px}img{max-width:100%;border:1px solid #c9d5d6}
a{color:#005b73}h1{line-height:1.25}code{background:#e8f1f1;padding:1px 4px;overflow-wrap:anywhere}`;

/** Writes the guides of docs/guides as pages beside the site, with the pictures that the browser tests made. */
export function guides({ from, folder }: { from: string; folder: string }): Plugin {
  return {
    name: 'fairslot-guides',
    apply: 'build',
    async closeBundle() {
      const to = path.join(folder, 'guides');
      mkdirSync(to, { recursive: true });
      for (const file of readdirSync(from).filter((name) => name.endsWith('.md'))) {
        const text = readFileSync(path.join(from, file), 'utf8');
        const title = /^# (.+)$/m.exec(text)?.[1] ?? 'Guide';
        for (const [, picture = ''] of text.matchAll(/\]\((\.\.\/screens\/[\w-]+\.png)\)/g))
          if (existsSync(path.join(from, picture)))
            copyFileSync(path.join(from, picture), path.join(to, path.basename(picture)));
        const linked = text
          .replace(/\]\(\.\.\/screens\/([\w-]+\.png)\)/g, ']($1)')
          .replace(/\]\(README\.md\)/g, '](index.html)')
          .replace(/\]\(([\w-]+)\.md\)/g, ']($1.html)')
          // What lies outside the guides is for those who run the program.
          .replace(/\[([^\]]+)\]\(\.\.\/[^)]+\.md\)/g, '$1');
        const body = await marked.parse(linked);
        const name = file === 'README.md' ? 'index.html' : file.replace(/\.md$/, '.html');
        writeFileSync(
          path.join(to, name),
          `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)} – Fairslot for staff</title><style>${style}</style></head><body><header><a href="/">Fairslot</a> <a href="index.html">Guides</a></header><main>${body}</main></body></html>\n`,
        );
      }
    },
  };
}
