import {
  linkAt,
  linkInQuery,
  parseLink,
  withoutLink
} from '../../src/model/link';

const RUN = {
  kind: 'run',
  experimentId: '7',
  runId: 'abc',
  tab: 'overview'
};

it.each([
  ['experiments/7/runs/abc', RUN],
  ['/experiments/7/runs/abc', RUN],
  ['experiments/7/runs/abc?workspace=team', RUN],
  ['experiments/7/runs/abc/artifacts/model', { ...RUN, tab: 'artifacts' }],
  ['experiments/7/runs/abc/model-metrics', { ...RUN, tab: 'metrics' }],
  ['experiments/7', { kind: 'experiment', experimentId: '7' }],
  ['experiments/7/', { kind: 'experiment', experimentId: '7' }],
  ['experiments/7/models/m-1', { kind: 'experiment', experimentId: '7' }],
  ['experiments/7?searchFilter=a', { kind: 'experiment', experimentId: '7' }],
  ['models', { kind: 'models' }],
  ['models/churn', { kind: 'model', name: 'churn', version: null }],
  ['models/churn/versions/2', { kind: 'model', name: 'churn', version: '2' }],
  [
    'models/a%2Fb%20c/versions/2',
    { kind: 'model', name: 'a/b c', version: '2' }
  ],
  ['models/100%', { kind: 'model', name: '100%', version: null }],
  ['', { kind: 'panel' }],
  ['experiments', { kind: 'panel' }],
  ['prompts/greeting', { kind: 'panel' }],
  ['//elsewhere.example/x', { kind: 'panel' }]
])('reads %p', (text, link) => {
  expect(parseLink(text)).toEqual(link);
});

it('finds the link in a query', () => {
  const search = '?reset=1&trackside=experiments%2F7%2Fruns%2Fabc';
  expect(linkInQuery(search)).toEqual(RUN);
  expect(linkInQuery('?trackside=')).toEqual({ kind: 'panel' });
  expect(linkInQuery('?reset=1')).toBeNull();
});

it('takes the link out of an address and leaves the rest as it is', () => {
  const page = 'http://host/hub/ana/lab/workspaces/b';
  expect(withoutLink(`${page}?trackside=models%2Fchurn`)).toBe(page);
  expect(withoutLink(`${page}?a=1%2F2&trackside=models&reset#x`)).toBe(
    `${page}?a=1%2F2&reset#x`
  );
  expect(withoutLink(`${page}?b=trackside`)).toBe(`${page}?b=trackside`);
});

describe('an address that is clicked', () => {
  const PRINTED = 'trackside/#/experiments/7/runs/abc';

  it.each([
    ['http://127.0.0.1:8888/', 'http://127.0.0.1:8888/lab'],
    ['http://127.0.0.1:8888/', 'http://localhost:8888/lab'],
    ['http://[::1]:8888/', 'http://localhost:8888/lab'],
    ['http://127.0.0.1:40123/', 'https://hub.example/lab'],
    ['https://hub.example/', 'https://hub.example/lab']
  ])('of %s is a link on the page %s', (server, page) => {
    expect(linkAt(`${server}${PRINTED}`, page, '/')).toEqual(RUN);
  });

  it.each([
    ['http://127.0.0.1:5000/', 'http://127.0.0.1:8888/lab'],
    ['https://mlflow.example/', 'https://hub.example/lab'],
    ['http://127.0.0.1:8888/other/', 'http://127.0.0.1:8888/lab']
  ])('of %s leads away from the page %s', (server, page) => {
    expect(linkAt(`${server}${PRINTED}`, page, '/')).toBeNull();
  });

  it('lies below the base URL', () => {
    const page = 'https://hub.example/user/ana/lab';
    const printed = `http://127.0.0.1:40123/user/ana/${PRINTED}`;
    expect(linkAt(printed, page, '/user/ana/')).toEqual(RUN);
    expect(linkAt(printed, page, '/user/bea/')).toBeNull();
  });

  it.each([
    ['', 'no address'],
    ['http://127.0.0.1:8888/trackside/', 'no fragment'],
    ['http://127.0.0.1:8888/trackside/health#/x', 'another route'],
    ['javascript:alert(1)', 'no place']
  ])('is no link: %p (%s)', address => {
    expect(linkAt(address, 'http://127.0.0.1:8888/lab', '/')).toBeNull();
  });
});
