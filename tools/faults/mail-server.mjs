// A mail server that can go away, say no, and break off after it took the text.
import smtp from 'smtp-server';

export class MailServer {
  /** Message ids as they arrived, again and again where they came again. @type {string[]} */
  arrived = [];
  /** 'accept', 'refuse_for_now', or 'break_off': the text is taken, and nobody hears so. */
  mode = 'accept';
  #sockets = new Set();

  async up() {
    this.server = new smtp.SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      onRcptTo: (_address, _session, done) =>
        this.mode === 'refuse_for_now' ? done(Object.assign(new Error('later'), { responseCode: 451 })) : done(),
      onData: (stream, _session, done) => this.#take(stream, done),
    });
    this.server.on('error', () => {});
    this.server.server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => this.#sockets.delete(socket));
    });
    await new Promise((done) => this.server.listen(this.port ?? 0, '127.0.0.1', done));
    this.port = this.server.server.address().port;
  }

  async down() {
    const closed = new Promise((done) => this.server.close(done));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #take(stream, done) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.once('end', () => {
      const [, id] = /^message-id: <([^@>]+)@/im.exec(Buffer.concat(chunks).toString('utf8')) ?? [];
      this.arrived.push(id);
      if (this.mode !== 'break_off') return done();
      for (const socket of this.#sockets) socket.destroy();
    });
  }
}
