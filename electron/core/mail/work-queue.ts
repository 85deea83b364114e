// The order of work on one IMAP connection, which can do one thing at a time: what a person waits for goes before what
// runs in the background. Work is a short piece; long work looks at `wanted()` and comes back later.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { ImapConnection } from "./imap.ts";

/** Lower goes first. */
export const priority = { person: 0, actions: 1, sync: 2, background: 3 } as const;
export type Priority = (typeof priority)[keyof typeof priority];

export interface WorkControl {
  /** Something more urgent waits: finish the present batch and come back. */
  wanted(): boolean;
}

interface Piece {
  readonly priority: Priority;
  readonly work: (connection: ImapConnection, control: WorkControl) => Promise<void>;
  readonly refuse: (why: AppError) => void;
}

export class WorkQueue {
  readonly #pieces: Piece[] = [];
  #connection: ImapConnection | undefined;
  #why = new AppError("offline");
  #running: Promise<void> | undefined;

  /** Runs `work` when its turn comes. Without a connection it is refused at once, with the reason. */
  add<Value>(
    at: Priority,
    work: (connection: ImapConnection, control: WorkControl) => Promise<Value>,
  ): Promise<Value> {
    if (!this.#connection) return Promise.reject(this.#why);
    return new Promise<Value>((resolve, reject) => {
      const piece: Piece = {
        priority: at,
        work: (connection, control) => work(connection, control).then(resolve, reject),
        refuse: reject,
      };
      const place = this.#pieces.findIndex((other) => other.priority > at);
      this.#pieces.splice(place < 0 ? this.#pieces.length : place, 0, piece);
      this.#pump();
    });
  }

  attach(connection: ImapConnection): void {
    this.#connection = connection;
    this.#pump();
  }

  /** What waits is refused with `why`; what runs is ended by its connection. */
  detach(why: AppError): void {
    this.#connection = undefined;
    this.#why = why;
    for (const piece of this.#pieces.splice(0)) piece.refuse(why);
  }

  /** Resolves when the piece that runs now has ended. */
  settled(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  #pump(): void {
    if (this.#running) return;
    const connection = this.#connection;
    const piece = connection && this.#pieces.shift();
    if (!piece) return;
    const control = { wanted: () => (this.#pieces[0]?.priority ?? piece.priority) < piece.priority };
    this.#running = piece.work(connection, control).finally(() => {
      this.#running = undefined;
      this.#pump();
    });
  }
}
