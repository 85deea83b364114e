// A provider's side of an enrolment in memory, for unit tests of the machine: it keeps where it stands over new
// drivers, as a real one does over a restart of the program, and refuses what it is told to refuse.
import type { DriverState, EnrolmentDriver } from "../../electron/core/enrolment/driver.ts";
import { Secret } from "../../electron/core/secret.ts";
import { AppError, type ErrorCode, type ErrorDetail } from "../../shared/ipc/errors.ts";

type Step = DriverState["step"];

export interface EnrolmentProvider {
  driver(): EnrolmentDriver;
  /** The next request of this name fails so; `sent` is called first, as when only the answer is lost. */
  failNext(
    name: string,
    code: ErrorCode,
    detail?: ErrorDetail,
    options?: { readonly afterwards?: boolean },
  ): void;
  endSessions(): void;
  step: Step;
  password: string;
  readonly requests: string[];
  readonly setupKey: string;
  readonly secretKey: string;
  backupCodes: string[];
  /** once it is on: POP3/IMAP access, and the application passwords that it has made */
  access: boolean;
  readonly appPasswords: string[];
  /** digits that it takes at the login once it is on; each works once */
  loginDigits: string[];
}

const orders: Readonly<Record<string, readonly Step[]>> = {
  "mail-com": [
    "not-started",
    "password",
    "phone",
    "sms-code",
    "authenticator",
    "secret-key",
    "review",
    "activate",
    "done",
  ],
  mailfence: ["not-started", "authenticator", "backup-codes", "digits", "done"],
};
const noBack: readonly Step[] = ["not-started", "done", "secret-key"];

export function enrolmentProvider(style: "mail-com" | "mailfence"): EnrolmentProvider {
  const order = orders[style] ?? [];
  const failures = new Map<string, { readonly error: AppError; readonly afterwards: boolean }>();
  let sessions = 0;
  let round = 0;

  const provider: EnrolmentProvider = {
    step: "not-started",
    password: "first-password",
    requests: [],
    setupKey: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    secretKey: "AAAAA-BBBBB-CCCCC-DDDDD",
    backupCodes: [],
    access: false,
    appPasswords: [],
    loginDigits: [],
    failNext: (name, code, detail = {}, { afterwards = false } = {}) =>
      void failures.set(name, { error: new AppError(code, detail), afterwards }),
    endSessions: () => void sessions++,
    driver,
  };

  function stateNow(): DriverState {
    const canGoBack =
      !noBack.includes(provider.step) && !(style === "mail-com" && provider.step === "authenticator");
    switch (provider.step) {
      case "phone":
        return { step: "phone", saved: "+49 •••••••• 42", canGoBack };
      case "sms-code":
        return { step: "sms-code", sentTo: "+49 •••••••• 42", sentAt: 1, canGoBack };
      case "authenticator":
        return { step: "authenticator", asksDigits: style === "mail-com", canGoBack };
      case "backup-codes":
        return { step: "backup-codes", count: provider.backupCodes.length, canGoBack };
      case "secret-key":
        return { step: "secret-key", saved: false, canGoBack };
      case "review":
        return { step: "review", facts: [{ name: "Name", value: "Ada" }], canGoBack };
      case "done":
        return {
          step: "done",
          effect: style === "mail-com" ? "sign-in-again" : "unchanged",
          since: 99,
          canGoBack,
        };
      default:
        return { step: provider.step, canGoBack };
    }
  }

  function driver(): EnrolmentDriver {
    let session = -1;
    const request = async <Value>(
      name: string,
      allowed: readonly Step[],
      work: () => Value,
    ): Promise<Value> => {
      provider.requests.push(name);
      if (session !== sessions) {
        session = -1;
        throw new AppError("enrolment-session-expired");
      }
      const failure = failures.get(name);
      failures.delete(name);
      if (failure && !failure.afterwards) throw failure.error;
      if (allowed.length > 0 && !allowed.includes(provider.step)) throw new AppError("enrolment-order");
      const value = work();
      if (failure) throw failure.error;
      return value;
    };
    const go = (name: string, allowed: readonly Step[], to?: Step) =>
      request(name, allowed, () => {
        provider.step = to ?? order[order.indexOf(provider.step) + 1] ?? provider.step;
        return stateNow();
      });

    return {
      get signedIn() {
        return session !== -1;
      },
      async signIn(password, digits) {
        provider.requests.push("signIn");
        if (password.reveal() !== provider.password) throw new AppError("enrolment-password-wrong");
        if (provider.step === "done") {
          if (digits === undefined) return "two-factor-is-on";
          if (!provider.loginDigits.includes(digits)) throw new AppError("enrolment-code-used");
          provider.loginDigits = provider.loginDigits.filter((each) => each !== digits);
        }
        session = sessions;
        return "signed-in";
      },
      state: () => request("state", [], stateNow),
      start: () => go("start", ["not-started"]),
      async confirmPassword(password) {
        if (password.reveal() !== provider.password)
          throw new AppError("enrolment-password-wrong", { triesLeft: 4 });
        return go("password", ["password"]);
      },
      requestSms: () => go("sms", ["phone", "sms-code"], "sms-code"),
      resendSms: () => go("resend", ["sms-code"], "sms-code"),
      confirmSms: () => go("confirmSms", ["sms-code"]),
      shownSecret: () =>
        request(
          "shownSecret",
          style === "mail-com" ? ["authenticator"] : ["authenticator", "backup-codes", "digits"],
          () => ({
            otpauth: new Secret(
              `otpauth://totp/mail.com:ada@mailcom.test?secret=${provider.setupKey}&issuer=mail.com&digits=6&period=30`,
            ),
            setupKey: new Secret(provider.setupKey),
            picture: { png: new Uint8Array([1, 2, 3]), width: 10, height: 10 },
          }),
        ),
      confirmDigits: () => go("digits", ["authenticator", "digits"]),
      makeBackupCodes: () =>
        request("makeBackupCodes", ["backup-codes"], () => {
          round++;
          provider.backupCodes = [`aaaa-000${round}`, `bbbb-000${round}`];
          return { state: stateNow(), codes: provider.backupCodes.map((code) => new Secret(code)) };
        }),
      secretKey: () =>
        request("secretKey", ["secret-key"], () => ({
          state: stateNow(),
          key: new Secret(provider.secretKey),
          pdf: new TextEncoder().encode("%PDF-1.4 practice"),
          fileName: "secret-key.pdf",
        })),
      next: () => go("next", ["secret-key", "review", "authenticator", "backup-codes"]),
      back: () => go("back", order.slice(1, -1), order[order.indexOf(provider.step) - 1]),
      switchAccessOn: () =>
        request("switchAccessOn", ["done"], () => {
          provider.access = true;
        }),
      makeAppPassword: (name) =>
        request("makeAppPassword", ["done"], () => {
          provider.appPasswords.push(`${name}-${provider.appPasswords.length + 1}`);
          return new Secret(provider.appPasswords.at(-1) ?? "");
        }),
      activate: () => go("activate", ["activate"], "done"),
      giveUp: () =>
        request("giveUp", [], () => {
          provider.step = "not-started";
        }),
    };
  }
  return provider;
}
