// A line to the IMAP server that a test can pull out, break at one command (before it is sent, or after the server has
// done it and before the answer arrives), or hold at one command while something else happens.
import { connectImap, type ImapConnection, type ImapOptions } from "../../electron/core/mail/imap.ts";
import { AppError } from "../../shared/ipc/errors.ts";

type Command = "move" | "expunge" | "changeFlags" | "fetchHeaders" | "append";

export interface FlakyLine {
  readonly connect: (options: ImapOptions) => Promise<ImapConnection>;
  unplug(): void;
  plug(): void;
  /** The next such command breaks the line. */
  breakAt(command: Command, when: "before" | "after"): void;
  /** From now on the `nth` such command (or login) waits for `happening` before it is sent. */
  holdAt(command: Command | "connect", nth: number, happening: () => Promise<void>): void;
  /** the line was broken at the command that `breakAt` named */
  readonly broken: boolean;
  /** how often a connection was tried */
  readonly tries: number;
}

export function flakyLine(): FlakyLine {
  let plugged = true;
  let tries = 0;
  let broken = false;
  let breaking: { readonly command: Command; readonly when: "before" | "after" } | undefined;
  let holding:
    | { readonly command: Command | "connect"; left: number; readonly happening: () => Promise<void> }
    | undefined;
  const held = async (command: Command | "connect") => {
    if (holding?.command === command && --holding.left === 0) await holding.happening();
  };
  const live = new Set<ImapConnection>();

  const flaky = (connection: ImapConnection): ImapConnection => {
    const wrap = <Name extends Command>(name: Name): ImapConnection[Name] => {
      const real = connection[name] as (...values: unknown[]) => Promise<unknown>;
      return (async (...values: unknown[]) => {
        await held(name);
        const now = breaking?.command === name ? breaking.when : undefined;
        if (now === "before") return lose(connection);
        const answer = await real.apply(connection, values);
        return now === "after" ? lose(connection) : answer;
      }) as ImapConnection[Name];
    };
    const names: readonly Command[] = ["move", "expunge", "changeFlags", "fetchHeaders", "append"];
    return new Proxy(connection, {
      get: (target, name) =>
        names.includes(name as Command) ? wrap(name as Command) : Reflect.get(target, name, target),
    });
  };
  const lose = (connection: ImapConnection): never => {
    breaking = undefined;
    broken = true;
    connection.close();
    throw new AppError("connection-lost");
  };

  return {
    async connect(options) {
      tries++;
      if (!plugged) throw new AppError("connection-refused");
      await held("connect");
      const connection = await connectImap(options);
      live.add(connection);
      return flaky(connection);
    },
    unplug() {
      plugged = false;
      for (const connection of live) connection.close();
      live.clear();
    },
    plug() {
      plugged = true;
    },
    breakAt(command, when) {
      breaking = { command, when };
      broken = false;
    },
    holdAt(command, nth, happening) {
      holding = { command, left: nth, happening };
    },
    get broken() {
      return broken;
    },
    get tries() {
      return tries;
    },
  };
}
