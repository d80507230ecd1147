// Asks the master for the figures of one view, once a second as long as somebody looks, one request at a time.

const PACE = 1000;
const SLOWEST = 10000;

/** So long an answer is waited for, in milliseconds; a master that is frozen or cut off keeps the connection open and says nothing. */
const PATIENCE = 15000;

/** What the master answers, as text; what is wrong else is thrown, in words. Whoever asks may stop waiting for it. */
async function answered(path, request, stopped) {
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    // From here, wherever this page is served.
    const response = await fetch(new URL(`../${path}`, import.meta.url), { ...request, signal: stopped ? AbortSignal.any([stopped, patience]) : patience });
    const body = await response.text();
    if (!response.ok) {
      throw new Error([`The master answers ${response.status}`, body.trim().slice(0, 300)].filter(Boolean).join(': '));
    }
    return body;
  } catch (problem) {
    throw problem instanceof TypeError || problem.name === 'TimeoutError' ? new Error('The master does not answer.', { cause: problem }) : problem;
  }
}

/**
 * The figures that the master answers.
 *
 * @param stopped gives them up, if there is one
 */
export async function read(path, stopped) {
  return JSON.parse(await answered(path, { headers: { Accept: 'application/json' } }, stopped));
}

/** Has the master change something. */
export async function change(path, form) {
  await answered(path, { method: 'POST', body: new URLSearchParams(form) });
}

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
      answer = await read(this.path(), this.stopped.signal);
      this.failures = 0;
    } catch (problem) {
      if (this.stopped.signal.aborted) {
        return;
      }
      this.failures += 1;
      this.failed(problem.message);
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
