import net from 'node:net';

/**
 * A free port below those that systems give to outgoing connections: while the server behind it is down, no client's own
 * end may land on it, or the server could not come back.
 */
export async function lastingPort(random) {
  for (;;) {
    const port = random.between(20_000, 29_999);
    if (await isFree(port)) return port;
  }
}

function isFree(port) {
  return new Promise((done) => {
    const server = net.createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}
