import { errorCatalogue, type ErrorCode, type FieldErrorCode, type Problem } from '@fairslot/contract';

export interface FieldFault {
  path: string;
  code: FieldErrorCode;
  /** An English sentence for developers, where there is more to say than the code does. */
  message?: string;
}

type Extra = Pick<Problem, 'alternatives' | 'eligibility' | 'preview' | 'detail'> & {
  errors?: FieldFault[];
  retryAfter?: number;
};

/** What operations throw; one filter answers it as problem details. */
export class AppError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly extra: Extra = {},
  ) {
    super(code);
    this.name = 'AppError';
    this.status = errorCatalogue[code].status;
  }
}
