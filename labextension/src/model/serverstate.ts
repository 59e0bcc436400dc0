import type { TracksideError } from '../api/error';

/** Whether there is a server part, and whether its store answers. */
export type ServerState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: TracksideError };
