/** A client that has waited so long gives up; the server may still do what it was asked. */
const PATIENCE_MS = 10_000;

/**
 * One request to one process, and what may be known of its outcome.
 * @returns {Promise<{ outcome: 'ok' | 'fail' | 'again' | 'unknown', status?: number, code: string, answer?: any, replayed?: boolean }>}
 */
export async function send(baseUrl, { method, path, key, bearer, body }) {
  const headers = {};
  if (key) headers['idempotency-key'] = key;
  if (bearer) headers['authorization'] = `Bearer ${bearer}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    const response = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { status } = response;
    // An answer cut short is no answer: this throws.
    const answer = status === 204 ? null : await response.json();
    if (response.ok)
      return {
        outcome: 'ok',
        status,
        code: 'ok',
        answer,
        replayed: response.headers.get('idempotent-replayed') === 'true',
      };
    const code = answer?.code ?? `HTTP ${status}`;
    if (status >= 500) return { outcome: 'unknown', status, code };
    return { outcome: code === 'in_progress' ? 'again' : 'fail', status, code, answer };
  } catch (error) {
    return { outcome: 'unknown', code: error.cause?.code ?? error.name };
  }
}
