import { isProblem } from '@fairslot/client';
import { isRouteErrorResponse } from 'react-router';

/** HTTP status of a fault that a page threw. */
export function statusOf(error: unknown): number {
  if (isRouteErrorResponse(error)) return error.status;
  if (error instanceof Response) return error.status;
  if (isProblem(error, 'busy')) return 503;
  if (isProblem(error, 'too_many')) return 429;
  return 500;
}
