import type { Tx } from './database';

/** What pg's connection does while rows are copied in; its types leave these out. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** One COPY … FROM STDIN, in the form that pg runs for us. */
class CopyIn {
  private fault: Error | undefined;

  constructor(
    private readonly text: string,
    private readonly chunks: readonly Buffer[],
    private readonly done: (fault: Error | undefined) => void,
  ) {}

  submit(connection: CopyConnection): void {
    connection.query(this.text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    for (const chunk of this.chunks) connection.sendCopyFromChunk(chunk);
    connection.endCopyFrom();
  }

  handleError(fault: Error): void {
    this.fault = fault;
    this.done(fault);
  }

  handleReadyForQuery(): void {
    if (!this.fault) this.done(undefined);
  }

  handleCommandComplete(): void {
    // Told by handleReadyForQuery, when the connection is free again.
  }
}

interface CopyClient {
  query(query: CopyIn): unknown;
}

/** Sends rows in COPY's binary form, on the connection of the transaction. `text` is a COPY … FROM STDIN (FORMAT binary). */
export async function copyIn(tx: Tx, text: string, tuples: readonly Buffer[]): Promise<void> {
  const client = (await tx.queryRunner?.connect()) as CopyClient;
  await new Promise<void>((resolve, reject) => {
    const chunks = [BINARY_HEAD, ...tuples, BINARY_END];
    client.query(new CopyIn(text, chunks, (fault) => (fault ? reject(fault) : resolve())));
  });
}

/** Signature, no flags, no extension. */
const BINARY_HEAD = Buffer.concat([Buffer.from('PGCOPY\n\u00ff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const BINARY_END = Buffer.of(0xff, 0xff);
