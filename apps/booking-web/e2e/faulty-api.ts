import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiUrl } from './resident';

/** What goes wrong with one request: it never arrives and 500 is said, or it is done and the answer is lost. */
type Fault = 'refused' | 'answer-lost';

const nothing = () => undefined;

/** The API of the product, behind a line that can be told to fail. */
export async function startFaultyApi() {
  const waiting: { method: string; path: RegExp; fault: Fault }[] = [];
  const takeFault = (method = '', path = '') => {
    const at = waiting.findIndex((one) => one.method === method && one.path.test(path));
    return at < 0 ? undefined : waiting.splice(at, 1)[0]?.fault;
  };
  const server = http.createServer((request, response) => {
    const fault = takeFault(request.method, request.url);
    if (fault === 'refused') {
      request.resume();
      const body = { type: 'about:blank', title: 'Internal', status: 500, code: 'internal', requestId: 'fault' };
      response.writeHead(500, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
      return;
    }
    const { method, headers } = request;
    const { host: _, ...passed } = headers;
    const onward = http.request(`${apiUrl}${request.url}`, { method, headers: passed }, (answer) => {
      if (fault === 'answer-lost') {
        answer.resume().on('end', () => response.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('error', nothing);
    request.pipe(onward);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The next request that matches fails so. */
    failNext: (method: string, path: RegExp, fault: Fault) => void waiting.push({ method, path, fault }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
