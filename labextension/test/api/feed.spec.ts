import { ServerConnection } from '@jupyterlab/services';

import { Feed, type IFeedNotice, LONGEST_SILENCE_MS } from '../../src/api/feed';

class FakeSocket {
  static readonly all: FakeSocket[] = [];

  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }

  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;

  close(): void {
    this.onclose?.();
  }
}

function feed(more: Partial<ServerConnection.ISettings> = {}): Feed {
  return new Feed(
    ServerConnection.makeSettings({
      baseUrl: 'http://host/base/',
      wsUrl: 'ws://host/base/',
      token: 'secret word',
      appendToken: false,
      WebSocket: FakeSocket as unknown as typeof WebSocket,
      ...more
    })
  );
}

function last(): FakeSocket {
  const socket = FakeSocket.all[FakeSocket.all.length - 1];
  if (!socket) {
    throw new Error('no socket was opened');
  }
  return socket;
}

beforeEach(() => {
  FakeSocket.all.length = 0;
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

it('opens one socket below the base URL', () => {
  const subject = feed();
  subject.open();
  subject.open();
  expect(FakeSocket.all.map(({ url }) => url)).toEqual([
    'ws://host/base/trackside/panel/feed'
  ]);
});

it('appends the token only where the settings say so', () => {
  feed({ appendToken: true }).open();
  expect(last().url).toBe(
    'ws://host/base/trackside/panel/feed?token=secret%20word'
  );
});

it('marks the first notice of each connection', () => {
  const subject = feed();
  const seen: IFeedNotice[] = [];
  subject.noticed.connect((_, notice) => seen.push(notice));
  subject.open();
  last().onmessage?.({ data: '{"revision": 1}' });
  last().onmessage?.({ data: '{"revision": 2}' });
  last().onclose?.();
  jest.advanceTimersByTime(1000);
  last().onmessage?.({ data: '{"revision": 3}' });
  expect(seen.map(({ isFirst }) => isFirst)).toEqual([true, false, true]);
});

it('reconnects, and calls itself offline after the third failure', () => {
  const subject = feed();
  const states: string[] = [];
  subject.stateChanged.connect((_, state) => states.push(state));
  subject.open();
  last().onopen?.();
  last().onclose?.();
  jest.advanceTimersByTime(1000);
  last().onclose?.();
  jest.advanceTimersByTime(1500);
  last().onclose?.();
  jest.advanceTimersByTime(3000);
  last().onopen?.();
  expect(states).toEqual([
    'connecting',
    'connected',
    'reconnecting',
    'offline',
    'connected'
  ]);
});

it('reconnects where it has heard nothing for longer than the server is ever silent', () => {
  const subject = feed();
  subject.open();
  last().onopen?.();
  jest.advanceTimersByTime(LONGEST_SILENCE_MS - 1000);
  last().onmessage?.({ data: '{"revision": 1}' });
  jest.advanceTimersByTime(LONGEST_SILENCE_MS - 1000);
  expect(FakeSocket.all).toHaveLength(1);

  jest.advanceTimersByTime(10_000);
  expect(FakeSocket.all).toHaveLength(2);
});

it('stays closed once it is disposed', () => {
  const subject = feed();
  subject.open();
  subject.dispose();
  jest.advanceTimersByTime(60_000);
  expect(FakeSocket.all).toHaveLength(1);
  expect(subject.state).toBe('closed');
});
