import fs from 'node:fs';
import path from 'node:path';

/** Writes a generated file that is committed; with `--check` on the command line it only compares, and fails when they differ. */
export function keepGenerated(file: string, text: string, command: string): void {
  const committed = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
  if (!process.argv.includes('--check')) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    console.log(committed === text ? `${file} is as it was` : `wrote ${file}`);
    return;
  }
  if (committed === text) return;
  console.error(`${file} is not what the code says: run "${command}" and commit the file.`);
  process.exitCode = 1;
}
