// How long an account's session waits before it connects anew: after connections that could not be made, and after those
// that broke. It counts, and neither connects nor sleeps.
import { type Backoff, waitAfter } from "../accounts/account-state.ts";

/** After a good connection broke, the first try comes soon: most often only the network changed. */
const promptRetry = 1_000;
/** One that breaks younger than this, again and again, is waited for as one that cannot be made. */
const youngLife = 20_000;
const youngDeathsAllowed = 3;

export class RetryWaits {
  readonly #backoff: Backoff;
  readonly #random: () => number;
  /** tries in a row that failed, for the wait */
  #failures = 0;
  /** tries and lost connections since it was well, for the alarm */
  #troubles = 0;
  #youngDeaths = 0;

  constructor(backoff: Backoff, random: () => number) {
    this.#backoff = backoff;
    this.#random = random;
  }

  /** Milliseconds after so many failures in a row. */
  after(failures: number): number {
    return waitAfter(failures, this.#backoff, this.#random);
  }

  connected(): void {
    this.#failures = 0;
    this.#troubles = 0;
  }

  /** Milliseconds after one more try that failed. */
  failed(): number {
    return this.after(++this.#failures);
  }

  /**
   * Milliseconds after a connection that lived for `lived`. Logging in every second to a server that hangs up each time
   * is what gets addresses banned.
   */
  lost(lived: number): number {
    this.#youngDeaths = lived >= youngLife ? 0 : this.#youngDeaths + 1;
    const beyond = this.#youngDeaths - youngDeathsAllowed;
    // Who has to wait so long is told why.
    if (beyond > 0) this.#troubles++;
    return beyond <= 0 ? promptRetry : this.after(beyond);
  }

  /** One more trouble; answers the how many-th since it was well. */
  trouble(): number {
    return ++this.#troubles;
  }

  /** A person says "now": waits begin anew. */
  forget(): void {
    this.#failures = 0;
    this.#youngDeaths = 0;
  }
}
