// Watches how the logins of all accounts go, writes it down, and judges each failure with what it knows. It makes no
// login and stops none: the login gate and the sessions do.
import { z } from "zod";
import type { AppError, ErrorView } from "../../../shared/ipc/errors.ts";
import { LoginProtocol, type Protocol } from "../../../shared/models/account.ts";
import type { LastRefusal } from "../../../shared/models/health.ts";
import type { Log } from "../log.ts";
import type { AccountRecord, LoginFacts, SignInTry } from "../mail/mail-service.ts";
import {
  type Explanation,
  judgeFailure,
  type LoginHistory,
  possibleCauses,
  providerOfAccount,
} from "../relogin/index.ts";
import type { RecordRows } from "../store/record-rows.ts";
import {
  emptyHealth,
  HealthRecord,
  sameWords,
  triesSinceRefusal,
  withAccepted,
  withEvent,
  withLogin,
  withRenewed,
} from "./health-record.ts";

export interface Health {
  accepted(accountId: string, protocol: Protocol): void;
  /** Answers the failure as it is to be treated: `login-refused` alone stops the automatic logins. */
  failed(accountId: string, error: AppError): AppError;
  /** A person tried another credential. */
  tried(input: SignInTry): void;
  facts(accountId: string): LoginFacts;
  forget(accountId: string): void;
}

export interface HealthParts {
  readonly records: RecordRows;
  readonly account: (accountId: string) => AccountRecord;
  /** something was written down */
  readonly changed: (accountId: string) => void;
  readonly log: Log;
  readonly now: () => number;
}

/** Within which earlier logins count as many. */
const recently = 10 * 60_000;

/** As far as it is read here; the record is another topic's. */
const TwoFactor = z.object({ twoFactor: z.string(), since: z.number().optional() });

export function createHealth(parts: HealthParts): Health {
  const { records, now } = parts;

  const read = (accountId: string): HealthRecord => {
    const known = HealthRecord.safeParse(records.get("health", accountId));
    return known.success ? known.data : emptyHealth;
  };
  const write = (accountId: string, record: HealthRecord) => {
    try {
      // Of an account that was removed meanwhile nothing is kept.
      parts.account(accountId);
      records.put("health", accountId, record);
    } catch (failure) {
      // A full disk must not end a connection that is well.
      parts.log.fault("health not written", failure);
    }
    parts.changed(accountId);
  };

  const history = (accountId: string, record: HealthRecord, typed: boolean): LoginHistory => {
    const at = now();
    const { accepted, credential, logins } = record;
    const times = [accepted.imap, accepted.smtp].flatMap((one) => (one ? [one] : []));
    // An account is saved only once both servers have taken its password.
    const { addedAt } = parts.account(accountId);
    const last = Math.max(addedAt, ...times.map((one) => one.last));
    const first = Math.min(last, ...times.map((one) => one.first));
    const known = TwoFactor.safeParse(records.get("security", accountId));
    const { twoFactor, since } = known.success ? known.data : { twoFactor: "unknown", since: undefined };
    return {
      acceptedAgo: at - last,
      workedFor: last - Math.min(first, credential === undefined ? addedAt : first),
      // Only Gatepost's own switching on is known for sure; "off" may have been changed on the web.
      twoFactor: twoFactor === "on" ? "on" : "unknown",
      twoFactorAgo: twoFactor === "on" && since !== undefined ? at - since : undefined,
      credential,
      logins: logins.filter((time) => at - time < recently).length,
      sameAnswers: triesSinceRefusal(record).filter(({ change }) => change === "same").length,
      typed,
    };
  };

  const judged = (accountId: string, error: AppError, record: HealthRecord) =>
    judgeFailure(error, {
      provider: providerOfAccount(parts.account(accountId), [])?.id,
      history: history(accountId, record, false),
    });

  return {
    accepted: (accountId, protocol) => write(accountId, withAccepted(read(accountId), protocol, now())),

    failed(accountId, failure) {
      if (ownAffair.has(failure.code)) return failure;
      const before = read(accountId);
      const answer = answerOf(failure);
      // The words of a host that rests were said to another login.
      const asked = answer.serverText !== undefined && failure.detail.resting !== true;
      const record = asked ? withLogin(before, now()) : before;
      const { error, explanation } = judged(accountId, failure, record);
      const refused = error.code === "login-refused";
      const happened = {
        kind: refused ? ("refused" as const) : ("failed" as const),
        ...answer,
        code: error.code,
        ...(explanation ? { cause: explanation.cause } : {}),
      };
      const refusal = refused ? refusalOf(answer, explanation, now()) : undefined;
      write(accountId, withEvent(refusal ? { ...record, refusal } : record, happened, now()));
      return error;
    },

    tried({ accountId, credential, error }) {
      const record = read(accountId);
      if (!error) {
        // Both servers have just taken it.
        const renewed = withRenewed(record, credential, now());
        return write(accountId, withAccepted(withAccepted(renewed, "imap", now()), "smtp", now()));
      }
      const answer = answerOf(error);
      const last = triesSinceRefusal(record)[0] ?? record.events.find(({ kind }) => kind === "refused");
      const same = last !== undefined && sameAnswer(last, answer);
      const further = answer.protocol === "smtp" && last?.protocol !== "smtp";
      const happened = {
        kind: "tried" as const,
        ...answer,
        code: error.code,
        credential,
        change: further ? ("further" as const) : same ? ("same" as const) : ("other" as const),
      };
      write(accountId, withEvent(withLogin(record, now()), happened, now()));
    },

    facts(accountId) {
      const record = read(accountId);
      return { record, history: history(accountId, record, isTyped(record)) };
    },

    forget: (accountId) => records.remove("health", accountId),
  };
}

/** Whether the last answer was to what a person has typed. */
function isTyped({ events }: HealthRecord): boolean {
  const last = events.find(({ kind }) => kind !== "failed");
  return last?.kind === "tried" && last.credential !== "oauth";
}

/** Ours or the person's: no news of the account. */
const ownAffair: ReadonlySet<string> = new Set(["cancelled", "internal", "sign-in-needed", "busy"]);

function refusalOf(
  { protocol = "imap", serverText = "", responseCode }: ReturnType<typeof answerOf>,
  explanation: Explanation | undefined,
  at: number,
): LastRefusal {
  const judged: Pick<Explanation, "cause" | "confidence" | "alternatives"> = explanation ?? {
    cause: "unknown",
    confidence: "possible",
    alternatives: [],
  };
  return {
    at,
    protocol,
    cause: judged.cause,
    confidence: judged.confidence,
    possible: [...possibleCauses(judged)],
    serverText,
    ...(responseCode ? { responseCode } : {}),
  };
}

function answerOf({ detail }: ErrorView): {
  readonly protocol?: LoginProtocol;
  readonly serverText?: string;
  readonly responseCode?: string;
} {
  const { serverText, responseCode } = detail;
  const protocol = LoginProtocol.safeParse(detail.protocol);
  return {
    // A keychain that gave nothing has no protocol.
    ...(protocol.success ? { protocol: protocol.data } : {}),
    ...(typeof serverText === "string" && serverText !== "" ? { serverText } : {}),
    ...(typeof responseCode === "string" && responseCode !== "" ? { responseCode } : {}),
  };
}

function sameAnswer(
  one: { readonly protocol?: LoginProtocol | undefined; readonly serverText?: string | undefined },
  other: ReturnType<typeof answerOf>,
): boolean {
  return (
    one.protocol === other.protocol &&
    one.serverText !== undefined &&
    sameWords(one.serverText, other.serverText ?? "")
  );
}
