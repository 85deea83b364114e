// Lets only one login of an account be under way at a time, over IMAP or SMTP: the next begins once it is known that
// the last was not refused. It opens no connection itself, and tells of each how it ended.
//
// SECURITY: [Note: one refusal] in account-session.ts holds only if two logins cannot be refused at the same moment.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Protocol } from "../../../shared/models/account.ts";

export interface LoginGate {
  /**
   * Runs `login` when no other login of the account is under way; whoever waits reads the credential inside, so that it
   * is the one that counts then. The turn ends with `loggedIn()`, or with the end of `login`. A `login-refused` is told
   * before the next one may begin. Throws `sign-in-needed` where nobody may log in, and what `mayBegin` throws; neither
   * if a person has `asked` for this login.
   */
  enter<Value>(
    accountId: string,
    protocol: Protocol,
    login: (loggedIn: () => void) => Promise<Value>,
    options?: { readonly asked: boolean },
  ): Promise<Value>;
  /** Resolves when no login is under way that began before. */
  settled(accountId: string): Promise<void>;
}

/** Told how each login ended. */
export interface LoginWatch {
  accepted(accountId: string, protocol: Protocol): void;
  /** Answers the failure as it is to be treated, which may be another one at this provider. */
  failed(accountId: string, protocol: Protocol, error: AppError): AppError;
}

export function createLoginGate(parts: {
  /** whether this account's credential was refused, or the account is paused */
  readonly closed: (accountId: string) => boolean;
  /** Throws where a login has to wait, whatever the credential. */
  readonly mayBegin?: (accountId: string, protocol: Protocol) => void;
  readonly refused: (accountId: string, error: AppError) => void;
  readonly watch: LoginWatch;
}): LoginGate {
  const last = new Map<string, Promise<void>>();

  const takeTurn = async (accountId: string): Promise<() => void> => {
    const before = last.get(accountId);
    let end = () => {};
    const turn = new Promise<void>((resolve) => {
      end = resolve;
    });
    last.set(accountId, turn);
    await before;
    return () => {
      if (last.get(accountId) === turn) last.delete(accountId);
      end();
    };
  };

  return {
    async enter(accountId, protocol, login, { asked } = { asked: false }) {
      const leave = await takeTurn(accountId);
      let isIn = false;
      const loggedIn = () => {
        if (!isIn) parts.watch.accepted(accountId, protocol);
        isIn = true;
        leave();
      };
      try {
        if (!asked) {
          if (parts.closed(accountId)) throw new AppError("sign-in-needed");
          parts.mayBegin?.(accountId, protocol);
        }
        const value = await login(loggedIn);
        loggedIn();
        return value;
      } catch (failure) {
        // What fails after the login is no news of the login.
        if (!(failure instanceof AppError) || isIn) throw failure;
        const error = parts.watch.failed(accountId, protocol, failure);
        if (error.code === "login-refused") parts.refused(accountId, error);
        throw error;
      } finally {
        leave();
      }
    },
    settled: async (accountId) => last.get(accountId),
  };
}
