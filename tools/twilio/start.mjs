// A stand-in for Twilio's Messages API that remembers, for tests and demonstrations: it takes messages, calls back, loses answers.
import http from 'node:http';
import { apiHandler } from './api.mjs';
import { Callbacks } from './callbacks.mjs';
import { controlHandler } from './control.mjs';
import { openOracle } from './oracle.mjs';
import { Store } from './store.mjs';

/** Credentials of an account that is nobody's. */
export const ACCOUNT = {
  accountSid: `AC${'0'.repeat(31)}1`,
  authToken: 'a token that is no secret at all',
  messagingServiceSid: `MG${'0'.repeat(31)}1`,
};

/**
 * @param {{ accountSid?: string, authToken?: string, host?: string, port?: number, controlPort?: number, seed?: number,
 *   oraclesDir?: string, listLagMs?: number, now?: () => Date }} [options] ports 0: whatever is free
 */
export async function startTwilio(options = {}) {
  const { accountSid, authToken } = { ...ACCOUNT, ...options };
  const { host = '127.0.0.1', seed = 1, oraclesDir = process.env.ORACLES_DIR, now = () => new Date() } = options;
  const store = new Store({ accountSid, seed, now });
  const callbacks = new Callbacks(store, authToken);
  const oracle = openOracle(oraclesDir);
  const settings = { listLagMs: options.listLagMs ?? 0 };
  const api = {
    store,
    callbacks,
    oracle,
    authToken,
    get listLagMs() {
      return settings.listLagMs;
    },
  };

  let apiServer = await listening(apiHandler(api), host, options.port ?? 0);
  const { port } = apiServer.address();
  const goDown = async () => closed(apiServer);
  const comeUp = async () => {
    apiServer = await listening(apiHandler(api), host, port);
  };
  const control = controlHandler({ store, callbacks, oracle, settings, goDown, comeUp });
  const controlServer = await listening(control, host, options.controlPort ?? 0);

  return {
    apiUrl: `http://${host}:${port}`,
    controlUrl: `http://${host}:${controlServer.address().port}`,
    notHeldToSpecificationBecause: oracle.why,
    store,
    callbacks,
    async stop() {
      await Promise.all([closed(apiServer), closed(controlServer)]);
    },
  };
}

function listening(handler, host, port) {
  return new Promise((ready, failed) => {
    const server = http.createServer(handler);
    server.once('error', failed);
    server.listen(port, host, () => ready(server));
  });
}

function closed(server) {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
