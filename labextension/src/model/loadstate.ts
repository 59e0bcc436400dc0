import type { TracksideError } from '../api/error';

/** How far a piece of data has come. */
export type LoadState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: TracksideError };

export const IDLE: LoadState = { kind: 'idle' };
export const LOADING: LoadState = { kind: 'loading' };
export const READY: LoadState = { kind: 'ready' };

/** The state after a call failed. */
export function failed(error: TracksideError): LoadState {
  return { kind: 'failed', error };
}
