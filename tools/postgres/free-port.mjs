import net from 'node:net';

/** A port that nobody listens on at this moment. */
export function freePort() {
  return new Promise((found, failed) => {
    const server = net.createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}
