// Asks the master for the figures of one view, once a second as long as somebody looks, one request at a time.

const PACE = 1000;
const SLOWEST = 10000;

/** Where the master answers, wherever this page is served. */
export const at = (path) => new URL(`../${path}`, import.meta.url);

export class Source {
  /**
   * @param path what is asked for, each time
   * @param seen takes the figures
   * @param failed takes what is wrong, in words
   */
  constructor(path, seen, failed) {
    this.path = path;
    this.seen = seen;
    this.failed = failed;
    this.failures = 0;
    this.stopped = new AbortController();
    this.visible = () => this.wake();
    document.addEventListener('visibilitychange', this.visible);
    this.ask();
  }

  async ask() {
    const begun = performance.now();
    let answer;
    try {
      const response = await fetch(at(this.path()), { signal: this.stopped.signal, headers: { Accept: 'application/json' } });
      if (!response.ok) {
        throw new Error(`the master answers ${response.status}: ${(await response.text()).slice(0, 300)}`);
      }
      answer = await response.json();
      this.failures = 0;
    } catch (problem) {
      if (this.stopped.signal.aborted) {
        return;
      }
      this.failures += 1;
      this.failed(problem instanceof TypeError ? 'The master does not answer.' : String(problem.message));
    }
    if (answer && !this.stopped.signal.aborted) {
      this.seen(answer);
    }
    const pace = Math.min(SLOWEST, PACE * 2 ** Math.min(this.failures, 4));
    this.later(Math.max(pace - (performance.now() - begun), 50));
  }

  later(wait) {
    if (!this.stopped.signal.aborted) {
      clearTimeout(this.timer);
      this.asleep = false;
      this.timer = setTimeout(() => (document.hidden ? this.sleep() : this.ask()), wait);
    }
  }

  sleep() {
    this.asleep = true;
  }

  wake() {
    if (this.asleep && !document.hidden) {
      this.later(0);
    }
  }

  stop() {
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.visible);
    this.stopped.abort();
  }
}

/** Has the master change something; what it answers if it does not is thrown. */
export async function change(path, form) {
  const response = await fetch(at(path), { method: 'POST', body: new URLSearchParams(form) });
  if (!response.ok) {
    throw new Error((await response.text()) || `the master answers ${response.status}`);
  }
}
