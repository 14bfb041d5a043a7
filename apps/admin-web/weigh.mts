import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const smallest = 1024;

/**
 * Writes every text file of the build compressed beside itself, for servers that hand out what is there, and says what
 * the first view weighs. A build over the budget fails: each kilobyte is waited for at a desk with a queue.
 */
export function weigh({ folder, budgetKb }: { folder: string; budgetKb: number }): Plugin {
  return {
    name: 'fairslot-weigh',
    apply: 'build',
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
        /\.(js|css|html|svg)$/.test(file),
      );
      const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
      let firstView = 0;
      for (const file of files) {
        const whole = path.join(folder, file);
        const content = readFileSync(whole);
        const gzipped = gzipSync(content, { level: 9 });
        // What the page itself names; the rest comes when it is opened.
        if (/\.(js|css)$/.test(file) && page.includes(path.basename(file))) firstView += gzipped.length;
        if (content.length < smallest) continue;
        writeFileSync(`${whole}.gz`, gzipped);
        writeFileSync(`${whole}.br`, brotliCompressSync(content));
      }
      const words = `staff site, first view: ${(firstView / 1024).toFixed(1)} KB gz of JS and CSS (budget ${budgetKb} KB)`;
      if (firstView > budgetKb * 1024) throw new Error(`too heavy: ${words}`);
      console.log(words);
    },
  };
}
