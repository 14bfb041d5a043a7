import 'reflect-metadata';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { ReadListPiece, type ListTerms } from './read-list-piece';

/** The thread that reads pieces of a list; it begins with the terms and answers every piece in its turn. */
function serveLists(terms: ListTerms): void {
  const reader = new ReadListPiece(terms);
  parentPort?.on('message', ({ bytes, line }: { bytes: Uint8Array; line: number }) => {
    const judged = reader.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), line);
    parentPort?.postMessage(judged);
  });
}

if (!isMainThread) serveLists(workerData as ListTerms);
