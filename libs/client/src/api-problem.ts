import { problem, type ErrorCode, type Problem } from '@fairslot/contract';

/** An error answered by the API, or `busy` where no answer came at all. */
export class ApiProblem extends Error {
  constructor(
    readonly problem: Problem,
    /** Seconds to wait before trying again, where the API said so. */
    readonly retryAfter?: number,
  ) {
    super(`${problem.code}: ${problem.title}`);
    this.name = 'ApiProblem';
  }

  get code(): ErrorCode {
    return this.problem.code;
  }
}

export function isProblem(error: unknown, ...codes: ErrorCode[]): error is ApiProblem {
  return error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));
}

/** Reads an error answer; anything that is not problem details becomes `busy`. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  const read = problem.safeParse(body);
  const retryAfter = Number(response.headers.get('retry-after')) || undefined;
  return read.success ? new ApiProblem(read.data, retryAfter) : unreachable(`HTTP ${response.status}`, retryAfter);
}

export function unreachable(detail: string, retryAfter?: number): ApiProblem {
  const title = 'The service cannot be reached';
  return new ApiProblem({ type: 'about:blank', title, status: 503, code: 'busy', detail, requestId: '' }, retryAfter);
}
