import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { CONFIG, type Config } from '../../platform/config/config';
import { Cipher } from '../../platform/crypto/cipher';
import { Database } from '../../platform/database/database';
import { Ids } from '../../platform/ids/ids';
import { Log } from '../../platform/log/log';
import { type Letter, letterPdf } from './letter-pdf';
import { type KeptLetter, LettersStore } from './letters.store';

const ADDRESS_LINES = 7;

/**
 * Writes the letters that wait for the print supplier: one PDF of a page each, and a CSV of the addresses in the same order,
 * under a name that is the batch's for ever. A batch that was broken off is written again over itself.
 */
@Injectable()
export class WriteLetters {
  constructor(
    private readonly store: LettersStore,
    private readonly database: Database,
    private readonly cipher: Cipher,
    private readonly ids: Ids,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(): Promise<void> {
    const { LETTERS_DIR: folder } = this.config;
    if (!folder) return;
    while (await this.database.tx((tx) => this.store.makeBatch(tx)));
    for (const { id, date } of await this.store.unwritten()) await this.write(folder, id, date);
  }

  private async write(folder: string, batchId: number, date: string): Promise<void> {
    const letters = (await this.store.ofBatch(batchId)).map((kept) => this.opened(kept));
    const name = path.join(folder, `letters-${date}-${String(batchId).padStart(6, '0')}`);
    await mkdir(folder, { recursive: true });
    await put(`${name}.pdf`, await letterPdf(letters));
    // Last, because suppliers fetch a batch when its list is there.
    await put(`${name}.csv`, addressCsv(letters));
    await this.database.tx((tx) => this.store.written(tx, batchId));
    this.log.info({ event: 'letters.written', count: letters.length });
  }

  private opened({ messageId, rowKey, content }: KeptLetter): Letter {
    const read = JSON.parse(this.cipher.open('letter.content', rowKey, content)) as Omit<Letter, 'id'>;
    return { ...read, id: this.ids.opaque('message', messageId) };
  }
}

/** A cell that a spreadsheet would reckon with is no cell of ours. */
export function addressCsv(letters: readonly Letter[]): string {
  const rows = letters.map(({ id, to }, n) => {
    const lines = to.split('\n');
    return [String(n + 1), id, ...Array.from({ length: ADDRESS_LINES }, (_, i) => lines[i] ?? '')];
  });
  const header = ['page', 'letter', ...Array.from({ length: ADDRESS_LINES }, (_, i) => `address${i + 1}`)];
  return stringify([header, ...rows], { escape_formulas: true, record_delimiter: '\r\n' });
}

/** Whole or not at all, also where the machine stops in between. */
async function put(file: string, content: Buffer | string): Promise<void> {
  const handle = await open(`${file}.part`, 'w', 0o600);
  await handle.writeFile(content);
  await handle.sync();
  await handle.close();
  await rename(`${file}.part`, file);
}
