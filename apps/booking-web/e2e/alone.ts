import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  return port;
}

/** The built public site with another API behind it, or none. */
export async function startAlone(
  apiUrl = 'http://127.0.0.1:9',
  more: Record<string, string> = {},
): Promise<{ url: string; stop: () => void }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    API_URL: apiUrl,
    LOG_LEVEL: 'silent',
    ...more,
  };
  const child = spawn(process.execPath, ['dist/booking-web/server.cjs'], { env, stdio: 'ignore' });
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(`${url}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
    await new Promise((done) => setTimeout(done, 100));
  }
  return { url, stop: () => child.kill() };
}
