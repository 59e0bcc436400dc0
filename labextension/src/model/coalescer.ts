/**
 * Runs a task at most once at a time.
 *
 * However often it is asked for while it runs, it runs once more afterwards: nothing that happened is
 * missed, and a burst of notices costs two requests.
 *
 * @param restMs - How long it rests after each run, for what costs too much to go on without a pause.
 */
export class Coalescer {
  constructor(
    private readonly _task: () => Promise<void>,
    private readonly _restMs = 0
  ) {}

  /** Resolves when the task has run at least once from its beginning. */
  request(): Promise<void> {
    if (this._running) {
      this._isAskedAgain = true;
      return this._running;
    }
    this._running = this._loop();
    return this._running;
  }

  private async _loop(): Promise<void> {
    try {
      do {
        this._isAskedAgain = false;
        await this._task();
        await this._rest();
      } while (this._askedAgain());
    } finally {
      this._running = null;
    }
  }

  private async _rest(): Promise<void> {
    if (this._restMs > 0) {
      await new Promise(resolve => setTimeout(resolve, this._restMs));
    }
  }

  private _askedAgain(): boolean {
    return this._isAskedAgain;
  }

  private _running: Promise<void> | null = null;
  private _isAskedAgain = false;
}
