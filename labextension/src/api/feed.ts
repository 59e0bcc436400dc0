import { URLExt } from '@jupyterlab/coreutils';
import type { ServerConnection } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import { backoffMs } from './backoff';
import { PANEL_API } from './client';
import type { IWireNotice } from './wire';

/** `offline` is reconnecting for so long that it is worth an alarm. */
export type ConnectionState =
  'closed' | 'connecting' | 'connected' | 'reconnecting' | 'offline';

/** A notice, and whether it is the first one of its connection (then anything may have changed). */
export interface IFeedNotice {
  readonly notice: IWireNotice;
  readonly isFirst: boolean;
}

/** The push side of the panel's API. */
export interface IFeed extends IDisposable {
  readonly state: ConnectionState;
  readonly stateChanged: ISignal<IFeed, ConnectionState>;
  readonly noticed: ISignal<IFeed, IFeedNotice>;
  open(): void;
  /** Try again now rather than when the waiting time is over. */
  retry(): void;
}

/** So many failures in a row count as offline. */
const OFFLINE_AFTER = 3;

/**
 * The server says something every 15 seconds at least. A connection that is silent for longer is
 * dead, though the browser may not know it for minutes: the laptop slept, or a proxy let go of it.
 */
export const LONGEST_SILENCE_MS = 40_000;

const SILENCE_CHECK_MS = 5_000;

/** The websocket `feed`, which reconnects for as long as it is not disposed. */
export class Feed implements IFeed {
  constructor(private readonly _settings: ServerConnection.ISettings) {}

  get state(): ConnectionState {
    return this._state;
  }

  get stateChanged(): ISignal<this, ConnectionState> {
    return this._stateChanged;
  }

  get noticed(): ISignal<this, IFeedNotice> {
    return this._noticed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  open(): void {
    if (this._isDisposed || this._socket) {
      return;
    }
    window.clearTimeout(this._timer);
    if (this._state === 'closed') {
      window.addEventListener('online', this._retry);
      this._listening = window.setInterval(
        this._checkSilence,
        SILENCE_CHECK_MS
      );
      this._setState('connecting');
    }
    this._connect();
  }

  retry(): void {
    if (this._state !== 'closed' && !this._socket) {
      this.open();
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    window.clearTimeout(this._timer);
    window.clearInterval(this._listening);
    window.removeEventListener('online', this._retry);
    this._drop();
    this._setState('closed');
    Signal.clearData(this);
  }

  private _connect(): void {
    const socket = new this._settings.WebSocket(this._url());
    let isFirst = true;
    this._heardAt = Date.now();
    socket.onopen = () => {
      this._failures = 0;
      this._setState('connected');
    };
    socket.onmessage = event => {
      this._heardAt = Date.now();
      const notice = JSON.parse(String(event.data)) as IWireNotice;
      this._noticed.emit({ notice, isFirst });
      isFirst = false;
    };
    socket.onclose = () => {
      this._drop();
      this._wait();
    };
    this._socket = socket;
  }

  private _wait(): void {
    this._failures += 1;
    this._setState(
      this._failures >= OFFLINE_AFTER ? 'offline' : 'reconnecting'
    );
    this._timer = window.setTimeout(this._retry, backoffMs(this._failures));
  }

  private _drop(): void {
    const socket = this._socket;
    this._socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  private _url(): string {
    const url = URLExt.join(this._settings.wsUrl, PANEL_API, 'feed');
    const { appendToken, token } = this._settings;
    return appendToken && token
      ? `${url}?token=${encodeURIComponent(token)}`
      : url;
  }

  private _setState(state: ConnectionState): void {
    if (this._state !== state) {
      this._state = state;
      this._stateChanged.emit(state);
    }
  }

  private readonly _retry = (): void => this.retry();

  private readonly _checkSilence = (): void => {
    if (this._socket && Date.now() - this._heardAt > LONGEST_SILENCE_MS) {
      this._drop();
      this._wait();
    }
  };

  private readonly _stateChanged = new Signal<this, ConnectionState>(this);
  private readonly _noticed = new Signal<this, IFeedNotice>(this);
  private _state: ConnectionState = 'closed';
  private _socket: WebSocket | null = null;
  private _timer = 0;
  private _listening = 0;
  private _heardAt = 0;
  private _failures = 0;
  private _isDisposed = false;
}
