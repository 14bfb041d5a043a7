// One keep-alive HTTP connection on a bare socket. The generator shares two processors with what it measures: a full client
// costs more than the server's own answer.
import net from 'node:net';

const END_OF_HEAD = Buffer.from('\r\n\r\n');

export class Wire {
  #socket;
  #received = [];
  #length = 0;
  #answer;

  /** @returns {Promise<Wire>} */
  static open(port) {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Wire(socket)));
    });
  }

  constructor(socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', () => {});
    socket.on('close', () => this.#answer?.({ status: 0, body: '' }));
  }

  /**
   * One request at a time. Answers status 0 where the connection broke.
   * @returns {Promise<{ status: number, body: string }>}
   */
  ask(method, path, headers = '', body = '') {
    const head = `${method} ${path} HTTP/1.1\r\nhost: bench\r\n${headers}`;
    const rest = body
      ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
      : '\r\n';
    return new Promise((resolve) => {
      this.#answer = resolve;
      if (this.#socket.destroyed) resolve({ status: 0, body: '' });
      else this.#socket.write(head + rest);
    });
  }

  close() {
    this.#answer = undefined;
    this.#socket.destroy();
  }

  #take(chunk) {
    this.#received.push(chunk);
    this.#length += chunk.length;
    const all = this.#received.length === 1 ? chunk : Buffer.concat(this.#received, this.#length);
    this.#received = [all];
    const end = all.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = all.toString('latin1', 0, end);
    const stated = /\r\ncontent-length: (\d+)/i.exec(head);
    const whole = end + 4 + (stated ? Number(stated[1]) : 0);
    if (all.length < whole) return;
    this.#received = [];
    this.#length = 0;
    this.#answer?.({ status: Number(head.slice(9, 12)), body: all.toString('utf8', end + 4, whole) });
  }
}
