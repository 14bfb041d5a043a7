// Stands between the program and Twilio's stand-in, and does to single requests what networks do.
import http from 'node:http';

/** @typedef {'pass' | 'hold' | 'swallow' | 'slow' | 'refuse'} Mode hold: never passed on · swallow: passed on, the answer is lost · slow: answered late */

export class Carrier {
  /** @type {Mode} */
  mode = 'pass';
  slowMs = 30_000;
  /** How many sendings wait in `hold`, or had their answer swallowed. */
  caught = 0;
  #sockets = new Set();

  constructor(target) {
    this.target = new URL(target);
  }

  async start() {
    this.server = http.createServer((request, response) => this.#handle(request, response));
    this.server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => this.#sockets.delete(socket));
    });
    await this.up();
    this.url = `http://127.0.0.1:${this.port}`;
  }

  async up() {
    await new Promise((done) => this.server.listen(this.port ?? 0, '127.0.0.1', done));
    this.port = this.server.address().port;
  }

  /** Nobody listens any more. */
  async down() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  #handle(request, response) {
    const isSending = request.method === 'POST';
    if (isSending && this.mode === 'hold') {
      this.caught += 1;
      return;
    }
    const onward = http.request(
      {
        host: this.target.hostname,
        port: this.target.port,
        path: request.url,
        method: request.method,
        headers: request.headers,
      },
      (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => {
          const mode = isSending ? this.mode : 'pass';
          if (mode === 'swallow') return void (this.caught += 1);
          const wait = mode === 'slow' ? this.slowMs : 0;
          setTimeout(() => {
            response.writeHead(answer.statusCode, answer.headers);
            response.end(Buffer.concat(chunks));
          }, wait).unref();
        });
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  }
}
