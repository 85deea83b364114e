// The connections of one account and their life: connecting, losing, waiting, being refused. One connection works (W:
// actions, fetches, sync), one listens to the INBOX (P). What is done with them is given by its owner.
//
// SECURITY: [Note: one refusal] after one refused login nothing logs in by itself any more, over IMAP or SMTP, not even
// after a restart, until a person signs in again: repeated attempts lock accounts out and get addresses banned.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { AccountState } from "../../../shared/models/account.ts";
import { askedWait, type Backoff, refusedBy, stateAfter, waitAfter } from "../accounts/account-state.ts";
import type { HostGate } from "../accounts/host-gate.ts";
import type { LoginGate } from "../accounts/login-gate.ts";
import type { Log } from "../log.ts";
import type { AccountRows } from "../store/account-rows.ts";
import type { ImapConnection, ImapOptions } from "./imap.ts";
import { endsConnection } from "./imap-failures.ts";
import { type AskCredential, logIn } from "./log-in.ts";
import type { AccountRecord, RefusedLogin } from "./mail-service.ts";
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
  /** W is up: time to sync, replay and send; resolves when the INBOX is here, and worth listening to */
  readonly onOnline: (accountId: string) => Promise<void>;
  /** the server says that something changed in a folder */
  readonly onNews: (accountId: string, path: string) => void;
  readonly onAlert: (accountId: string, text: string) => void;
}

/** After a good connection broke, the first try comes soon: most often only the network changed. */
const promptRetry = 1_000;
/** One that breaks younger than this, again and again, is waited for as one that cannot be made. */
const youngLife = 20_000;
const youngDeathsAllowed = 3;

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
  /** tries in a row that failed, for the wait; begins anew when a person says "now" */
  #failures = 0;
  /** tries and lost connections since it was well, for the alarm */
  #troubles = 0;
  #youngDeaths = 0;

  constructor(account: AccountRecord, parts: SessionParts) {
    this.#account = account;
    this.#parts = parts;
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

  /** Begins to connect, unless a refusal or a pause forbids it. */
  start(): void {
    if (this.#stop) return;
    const resting = this.#resting();
    if (resting) {
      this.#become(resting);
      return;
    }
    const stop = new AbortController();
    this.#stop = stop;
    this.#life = this.#live(stop.signal).catch((failure: unknown) =>
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
    this.#failures = 0;
    this.#youngDeaths = 0;
    if (this.#stop) this.#wake?.abort();
    else this.start();
  }

  /** A login was refused, here or over SMTP: everything of this account ends. [Note: one refusal] */
  refused(error: AppError): void {
    const { detail } = error;
    const protocol = refusedBy(error);
    const refused: RefusedLogin = {
      accountId: this.#account.id,
      protocol,
      serverText: String(detail.serverText ?? ""),
      responseCode: detail.responseCode === undefined ? undefined : String(detail.responseCode),
      ...(typeof detail.webAlert === "string" ? { webAlert: detail.webAlert } : {}),
      at: this.#parts.clock.now(),
    };
    this.#parts.accounts.setRefused(this.#account.id, refused);
    this.#parts.log.info("login refused", { protocol });
    this.#stop?.abort();
    this.#stop = undefined;
    this.queue.detach(new AppError("sign-in-needed"));
    this.#close();
    this.#become(this.#resting() ?? this.#state);
  }

  async #live(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#become({ kind: "connecting", since: this.#parts.clock.now() });
      let wait: number;
      try {
        const { worker, closed } = await this.#connectWorker(signal);
        const since = this.#parts.clock.now();
        this.#failures = 0;
        this.#troubles = 0;
        this.#become({ kind: "ok", since });
        void this.#parts.onOnline(this.#account.id).then(() => this.#listen(worker, signal));
        await closed;
        if (signal.aborted) return;
        wait = this.#waitAfterLoss(this.#parts.clock.now() - since);
        this.#fail(new AppError("connection-lost"), wait);
      } catch (failure) {
        if (signal.aborted) return;
        const error = this.#known(failure);
        // A host that rests was not asked: that is no failure.
        const { resting } = error.detail;
        if (!resting) this.#failures++;
        const own = resting ? 0 : this.#backoff(this.#failures);
        wait = Math.max(own, askedWait(error));
        this.#fail(error, wait);
      }
      await this.#pause(wait, signal);
    }
  }

  /** Milliseconds. Logging in every second to a server that hangs up each time is what gets addresses banned. */
  #waitAfterLoss(lived: number): number {
    this.#youngDeaths = lived >= youngLife ? 0 : this.#youngDeaths + 1;
    const beyond = this.#youngDeaths - youngDeathsAllowed;
    // Who has to wait so long is told why.
    if (beyond > 0) this.#troubles++;
    return beyond <= 0 ? promptRetry : this.#backoff(beyond);
  }

  #backoff(failures: number): number {
    return waitAfter(failures, this.#parts.backoff, this.#parts.random);
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
      if (current()) await this.#parts.clock.sleep(Math.max(this.#backoff(failures + 1), asked), signal);
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
    this.#troubles++;
    this.#become(stateAfter(error, now, now + wait, this.#troubles));
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
    const refused = accounts.refused(this.#account.id);
    if (refused)
      return {
        kind: "sign-in-needed",
        since: refused.at,
        protocol: refused.protocol,
        serverText: refused.serverText,
      };
    const paused = accounts.paused(this.#account.id);
    return paused === undefined ? undefined : { kind: "offline", since: clock.now(), reason: "paused" };
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
