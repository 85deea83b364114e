// The connections of one account and their life: connecting, losing, waiting, being refused. One connection works (W:
// actions, fetches, sync), one listens to the INBOX (P). What is done with them is given by its owner.
//
// SECURITY: [Note: one refusal] after one refused login nothing logs in by itself any more, over IMAP or SMTP, not even
// after a restart, until a person signs in again: repeated attempts lock accounts out and get addresses banned.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { AccountState } from "../../../shared/models/account.ts";
import {
  askedWait,
  type Backoff,
  refusedLogin,
  restingState,
  stateAfter,
} from "../accounts/account-state.ts";
import type { HostGate } from "../accounts/host-gate.ts";
import type { LoginGate } from "../accounts/login-gate.ts";
import type { Log } from "../log.ts";
import type { AccountRows } from "../store/account-rows.ts";
import type { ImapConnection, ImapOptions } from "./imap.ts";
import { endsConnection } from "./imap-failures.ts";
import { type AskCredential, logIn } from "./log-in.ts";
import type { AccountRecord } from "./mail-service.ts";
import { RetryWaits } from "./retry-waits.ts";
import { WorkQueue } from "./work-queue.ts";

export interface Clock {
  /** milliseconds since 1970 */
  now(): number;
  /** Resolves after `ms`, or at once when the signal is aborted; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface SessionParts {
  readonly accounts: AccountRows;
  readonly credential: AskCredential;
  readonly connect: (options: ImapOptions) => Promise<ImapConnection>;
  readonly gate: HostGate;
  readonly logins: LoginGate;
  readonly clock: Clock;
  readonly random: () => number;
  readonly backoff: Backoff;
  readonly log: Log;
  /** the state is another one */
  readonly onState: (accountId: string) => void;
  /**
   * W is up: time to sync, replay and send. Throws what the store throws; the promise, which never rejects, resolves when
   * the INBOX is here, and worth listening to.
   */
  readonly onOnline: (accountId: string) => Promise<void>;
  /** the server says that something changed in a folder */
  readonly onNews: (accountId: string, path: string) => void;
  readonly onAlert: (accountId: string, text: string) => void;
}

export class AccountSession {
  readonly queue = new WorkQueue();
  readonly #parts: SessionParts;
  readonly #account: AccountRecord;
  #state: AccountState;
  #stop: AbortController | undefined;
  #wake: AbortController | undefined;
  #worker: ImapConnection | undefined;
  #listener: ImapConnection | undefined;
  #life: Promise<void> = Promise.resolve();
  readonly #waits: RetryWaits;

  constructor(account: AccountRecord, parts: SessionParts) {
    this.#account = account;
    this.#parts = parts;
    this.#waits = new RetryWaits(parts.backoff, parts.random);
    this.#state = this.#resting() ?? { kind: "offline", since: parts.clock.now() };
    this.queue.detach(this.#whyClosed());
  }

  get account(): AccountRecord {
    return this.#account;
  }

  get state(): AccountState {
    return this.#state;
  }

  get online(): boolean {
    return this.#worker !== undefined;
  }

  /** Begins to connect in `after` milliseconds, unless a refusal or a pause forbids it. */
  start(after = 0): void {
    if (this.#stop) return;
    const resting = this.#resting();
    if (resting) {
      this.#become(resting);
      return;
    }
    const stop = new AbortController();
    this.#stop = stop;
    this.#life = this.#live(stop.signal, after).catch((failure: unknown) =>
      this.#parts.log.fault("session ended", failure),
    );
  }

  /** Lets the running piece of work end (at most `grace` milliseconds), then closes. */
  async stop(grace = 2_000): Promise<void> {
    const stop = this.#stop;
    this.#stop = undefined;
    this.queue.detach(new AppError("offline"));
    if (this.#worker) await this.#atMost(grace, this.queue.settled());
    stop?.abort();
    this.#wake?.abort();
    this.#close();
    await this.#atMost(grace, this.#life);
    const resting = this.#resting();
    this.#become(resting ?? { kind: "offline", since: this.#parts.clock.now() });
  }

  /** Now, whatever the wait; a refused login is not tried again by this. */
  retry(): void {
    this.#waits.forget();
    if (this.#stop) this.#wake?.abort();
    else this.start();
  }

  /** A login was refused, here or over SMTP: everything of this account ends. [Note: one refusal] */
  refused(error: AppError): void {
    const refused = refusedLogin(this.#account.id, error, this.#parts.clock.now());
    this.#parts.accounts.setRefused(this.#account.id, refused);
    this.#parts.log.info("login refused", { protocol: refused.protocol });
    this.#stop?.abort();
    this.#stop = undefined;
    this.queue.detach(new AppError("sign-in-needed"));
    this.#close();
    this.#become(this.#resting() ?? this.#state);
  }

  async #live(signal: AbortSignal, after: number): Promise<void> {
    if (after > 0) {
      this.#become({ kind: "connecting", since: this.#parts.clock.now() });
      await this.#pause(after, signal);
    }
    while (!signal.aborted) {
      this.#become({ kind: "connecting", since: this.#parts.clock.now() });
      let wait: number;
      try {
        const { worker, closed } = await this.#connectWorker(signal);
        const since = this.#parts.clock.now();
        this.#waits.connected();
        this.#become({ kind: "ok", since });
        void this.#parts.onOnline(this.#account.id).then(() => this.#listen(worker, signal));
        await closed;
        if (signal.aborted) return;
        wait = this.#waits.lost(this.#parts.clock.now() - since);
        this.#fail(new AppError("connection-lost"), wait);
      } catch (failure) {
        if (signal.aborted) return;
        const error = this.#known(failure);
        // A host that rests was not asked: that is no failure.
        const own = error.detail.resting ? 0 : this.#waits.failed();
        wait = Math.max(own, askedWait(error));
        this.#fail(error, wait);
      }
      await this.#pause(wait, signal);
    }
  }

  /** `closed` resolves when the connection has ended. */
  async #connectWorker(
    signal: AbortSignal,
  ): Promise<{ readonly worker: ImapConnection; readonly closed: Promise<void> }> {
    let ended: () => void = () => {};
    const closed = new Promise<void>((resolve) => {
      ended = resolve;
    });
    // It may close while it is being opened: then there is no connection yet to compare with.
    const held: { connection: ImapConnection | undefined } = { connection: undefined };
    const connection = await this.#connect(false, signal, () => {
      if (held.connection && this.#worker === held.connection) this.#close();
      ended();
    });
    held.connection = connection;
    this.#worker = connection;
    this.queue.attach(connection);
    if (!connection.usable) {
      this.#close();
      ended();
    }
    return { worker: connection, closed };
  }

  /**
   * P: INBOX with IDLE. Without it mail still comes, by the owner's polling. It belongs to one W and ends with it: the
   * next W has its own, and a second P would be one connection more each time that the line breaks.
   */
  async #listen(worker: ImapConnection, signal: AbortSignal): Promise<void> {
    const current = () => !signal.aborted && this.#worker === worker;
    let failures = 0;
    while (current()) {
      let asked = 0;
      let connection: ImapConnection | undefined;
      try {
        let ended: () => void = () => {};
        const closed = new Promise<void>((resolve) => {
          ended = resolve;
        });
        connection = await this.#connect(true, signal, () => ended());
        if (!current()) return;
        this.#listener = connection;
        await connection.open("INBOX");
        failures = 0;
        // What came between the last sync and this moment was told to nobody.
        this.#parts.onNews(this.#account.id, "INBOX");
        if (connection.usable) await closed;
      } catch (failure) {
        if (signal.aborted) return;
        const error = this.#known(failure);
        this.#parts.log.info("listener failed", { code: error.code });
        failures++;
        asked = askedWait(error);
      } finally {
        connection?.close();
        if (this.#listener === connection) this.#listener = undefined;
      }
      if (current()) await this.#parts.clock.sleep(Math.max(this.#waits.after(failures + 1), asked), signal);
    }
  }

  async #connect(push: boolean, signal: AbortSignal, onClose: () => void): Promise<ImapConnection> {
    const { connect, credential, gate, logins } = this.#parts;
    const { id, servers, pins } = this.#account;
    return logins.enter(id, "imap", async () => {
      // A connection whose login is refused closes as well; only the one that is handed out may tell of it.
      const life = { opened: false, attempt: { closed: false } };
      const connection = await logIn(credential, id, (credential) =>
        gate.enter(servers.imap.host, async () => {
          if (signal.aborted) throw new AppError("cancelled");
          const attempt = { closed: false };
          life.attempt = attempt;
          return connect({
            server: servers.imap,
            pins,
            credential,
            signal,
            push,
            onClose: () => {
              attempt.closed = true;
              if (life.opened && life.attempt === attempt) onClose();
            },
            onChange: (path) => this.#parts.onNews(id, path),
            onAlert: (text) => this.#parts.onAlert(id, text),
          });
        }),
      );
      life.opened = true;
      if (life.attempt.closed) onClose();
      return connection;
    });
  }

  #close(): void {
    const [worker, listener] = [this.#worker, this.#listener];
    this.#worker = undefined;
    this.#listener = undefined;
    worker?.close();
    listener?.close();
    // Last: it asks the store, which may be damaged.
    this.queue.detach(this.#whyClosed());
  }

  #fail(error: AppError, wait: number): void {
    const now = this.#parts.clock.now();
    this.#parts.log.info("session waits", { code: error.code, wait });
    this.#become(stateAfter(error, now, now + wait, this.#waits.trouble()));
  }

  async #pause(wait: number, signal: AbortSignal): Promise<void> {
    const wake = new AbortController();
    this.#wake = wake;
    const stop = () => wake.abort();
    signal.addEventListener("abort", stop, { once: true });
    if (!signal.aborted) await this.#parts.clock.sleep(wait, wake.signal);
    signal.removeEventListener("abort", stop);
    this.#wake = undefined;
  }

  async #atMost(ms: number, work: Promise<void>): Promise<void> {
    const done = new AbortController();
    await Promise.race([work.finally(() => done.abort()), this.#parts.clock.sleep(ms, done.signal)]);
  }

  #known(failure: unknown): AppError {
    if (failure instanceof AppError) return failure;
    this.#parts.log.fault("session", failure);
    return new AppError("internal");
  }

  /** The state in which nobody connects, if there is a reason for it. */
  #resting(): AccountState | undefined {
    const { accounts, clock } = this.#parts;
    const { id } = this.#account;
    return restingState(accounts.refused(id), accounts.paused(id), clock.now());
  }

  #whyClosed(): AppError {
    return new AppError(this.#parts.accounts.refused(this.#account.id) ? "sign-in-needed" : "offline");
  }

  #become(state: AccountState): void {
    this.#state = state;
    this.#parts.onState(this.#account.id);
  }

  /** Work tells here that its connection is of no more use. */
  broken(failure: unknown): void {
    if (this.#worker && endsConnection(failure)) this.#worker.close();
  }
}
