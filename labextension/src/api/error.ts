/** What went wrong between the panel and the store, in the terms that the panel acts on. */
export type ErrorKind = 'network' | 'missing' | 'unknown' | 'refused';

/** A call that did not succeed. */
export class TracksideError extends Error {
  /**
   * @param errorCode - MLflow's error code, or `NETWORK_ERROR`.
   * @param status - The HTTP status; 0 if no answer came.
   */
  constructor(
    message: string,
    readonly errorCode: string,
    readonly status: number
  ) {
    super(message);
    this.name = 'TracksideError';
  }

  /** No answer, no such route, no such thing in the store, or another answer that says no. */
  get kind(): ErrorKind {
    if (this.status === 0) {
      return 'network';
    }
    if (this.status !== 404) {
      return 'refused';
    }
    return this.errorCode === 'NO_SUCH_ROUTE' ? 'missing' : 'unknown';
  }
}

/** Make anything that was thrown a `TracksideError`. */
export function asTracksideError(reason: unknown): TracksideError {
  if (reason instanceof TracksideError) {
    return reason;
  }
  const message = reason instanceof Error ? reason.message : String(reason);
  return new TracksideError(message, 'NETWORK_ERROR', 0);
}
