import { ServerConnection } from '@jupyterlab/services';

import { Client } from '../../src/api/client';
import type { TracksideError } from '../../src/api/error';
import { queryString } from '../../src/api/routes';

function clientThat(answers: () => Promise<Response>): {
  client: Client;
  asked: Request[];
} {
  const asked: Request[] = [];
  const settings = ServerConnection.makeSettings({
    baseUrl: 'http://host/hub/ana/',
    fetch: (request: RequestInfo) => {
      asked.push(request as Request);
      return answers();
    }
  });
  return { client: new Client(settings), asked };
}

function answer(body: unknown, status = 200): () => Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return () => Promise.resolve(new Response(text, { status }));
}

async function failure(promise: Promise<unknown>): Promise<TracksideError> {
  return promise.then(
    () => {
      throw new Error('expected a failure');
    },
    (reason: unknown) => reason as TracksideError
  );
}

it('asks below the base URL of the server', async () => {
  const { client, asked } = clientThat(answer({ revision: 1, runs: [] }));
  await client.changes({ experimentIds: ['7'] }, 41);
  // Jupyter's own request function adds a number against caches.
  expect(asked[0]?.url).toMatch(
    /^http:\/\/host\/hub\/ana\/trackside\/panel\/changes\?experiment_id=7&since=41(&\d+)?$/
  );
});

it('repeats run_id and leaves out what is not asked for', () => {
  expect(
    queryString({ run_id: ['a', 'b'], key: 'val loss', max: undefined })
  ).toBe('run_id=a&run_id=b&key=val+loss');
});

it('escapes artifact paths', () => {
  const { client } = clientThat(answer({}));
  const place = { runId: 'a', modelId: null, path: 'plots/a b&c.png' };
  expect(client.fileUrl(place, true)).toBe(
    'http://host/hub/ana/trackside/panel/runs/a/file?path=plots%2Fa+b%26c.png&inline=1'
  );
  expect(client.archiveUrl({ ...place, modelId: 'm-1', path: '' })).toBe(
    'http://host/hub/ana/trackside/panel/runs/a/archive?path=&model_id=m-1'
  );
});

it('carries the error code of the store', async () => {
  const body = { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'no run a' };
  const { client } = clientThat(answer(body, 404));
  const error = await failure(client.run('a'));
  expect(error.message).toBe('no run a');
  expect(error.errorCode).toBe('RESOURCE_DOES_NOT_EXIST');
  expect(error.kind).toBe('unknown');
});

it('tells a missing server part by a 404 of another shape', async () => {
  const { client } = clientThat(answer('<h1>404</h1>', 404));
  expect((await failure(client.status())).kind).toBe('missing');
});

it('tells a server that does not answer', async () => {
  const { client } = clientThat(() => Promise.reject(new TypeError('refused')));
  expect((await failure(client.status())).kind).toBe('network');
});
