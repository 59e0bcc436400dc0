import { TracksideError } from './error';
import type { IWireError } from './wire';

/** A 404 that is not in our error shape comes from Jupyter itself: there is no such route. */
export async function refusal(response: Response): Promise<TracksideError> {
  const text = await response.text();
  const body = parseError(text);
  if (body) {
    return new TracksideError(body.message, body.error_code, response.status);
  }
  const code = response.status === 404 ? 'NO_SUCH_ROUTE' : 'INTERNAL_ERROR';
  const message = `${response.status} ${response.statusText}`.trim();
  return new TracksideError(message, code, response.status);
}

function parseError(text: string): IWireError | null {
  try {
    const body: unknown = JSON.parse(text);
    return isWireError(body) ? body : null;
  } catch {
    return null;
  }
}

function isWireError(body: unknown): body is IWireError {
  return (
    typeof body === 'object' &&
    body !== null &&
    'error_code' in body &&
    typeof body.error_code === 'string' &&
    'message' in body &&
    typeof body.message === 'string'
  );
}
