import 'reflect-metadata';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { ReadListPiece, type ListTerms } from './read-list-piece';

/** Read a piece, or seal these rows of one that was read. */
export type ListOrder = { bytes: Uint8Array; line: number } | { id: number; wanted: readonly number[] };

/** The thread that reads pieces of a list; it begins with the terms and answers every piece in its turn. */
function serveLists(terms: ListTerms): void {
  const reader = new ReadListPiece(terms);
  parentPort?.on('message', (asked: ListOrder) => {
    if ('wanted' in asked) {
      const sealed = reader.seal(asked.id, asked.wanted);
      return parentPort?.postMessage(sealed, [sealed.buffer as ArrayBuffer]);
    }
    const { bytes, line } = asked;
    return parentPort?.postMessage(reader.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), line));
  });
}

if (!isMainThread) serveLists(workerData as ListTerms);
