// Lets only one login of an account be under way at a time, over IMAP or SMTP: the next begins once it is known that
// the last was not refused. It opens no connection itself.
//
// SECURITY: [Note: one refusal] in account-session.ts holds only if two logins cannot be refused at the same moment.
import { AppError } from "../../../shared/ipc/errors.ts";

export interface LoginGate {
  /**
   * Runs `login` when no other login of the account is under way; whoever waits reads the credential inside, so that it
   * is the one that counts then. The turn ends with `loggedIn()`, or with the end of `login`. A `login-refused` is told
   * before the next one may begin. Throws `sign-in-needed` where nobody may log in.
   */
  enter<Value>(accountId: string, login: (loggedIn: () => void) => Promise<Value>): Promise<Value>;
  /** Resolves when no login is under way that began before. */
  settled(accountId: string): Promise<void>;
}

export function createLoginGate(parts: {
  /** whether this account's credential was refused, or the account is paused */
  readonly closed: (accountId: string) => boolean;
  readonly refused: (accountId: string, error: AppError) => void;
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
    async enter(accountId, login) {
      const leave = await takeTurn(accountId);
      try {
        if (parts.closed(accountId)) throw new AppError("sign-in-needed");
        return await login(leave);
      } catch (failure) {
        if (failure instanceof AppError && failure.code === "login-refused")
          parts.refused(accountId, failure);
        throw failure;
      } finally {
        leave();
      }
    },
    settled: async (accountId) => last.get(accountId),
  };
}
