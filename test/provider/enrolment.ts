// Switching on two-factor authentication: the steps of both operators, in their order. One enrolment a user, kept in
// the database, so that it goes on where it stood. What does not belong to the current step is refused with `order`.
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { text } from "./database.ts";
import { type House, ProviderRefusal, randomText } from "./house.ts";
import { backupCodesLeft, checkPassword, makeBackupCodes, takeDigits } from "./second-factor.ts";
import { closeOtherSessions } from "./sessions.ts";
import { masked, normalNumber, sendCode, takeCode } from "./sms.ts";
import { toBase32 } from "./totp.ts";
import { changeUser, type ProviderId, requireUser, type User } from "./users.ts";

const Kept = z.object({
  step: z.enum([
    "not-started",
    "password",
    "phone",
    "sms-code",
    "authenticator",
    "backup-codes",
    "digits",
    "secret-key",
    "review",
    "activate",
    "done",
  ]),
  sentAt: z.number().optional(),
  saved: z.boolean().optional(),
});
type Kept = z.infer<typeof Kept>;
export type StepName = Kept["step"];

const stepOrder: Readonly<Record<ProviderId, readonly StepName[]>> = {
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

/** From which step back to which one. */
const backFrom: Readonly<Record<ProviderId, Readonly<Partial<Record<StepName, StepName>>>>> = {
  "mail-com": {
    password: "not-started",
    phone: "password",
    "sms-code": "phone",
    review: "secret-key",
    activate: "review",
  },
  mailfence: { authenticator: "not-started", "backup-codes": "authenticator", digits: "backup-codes" },
};

const issuers: Readonly<Record<ProviderId, string>> = {
  "mail-com": "mail.com",
  mailfence: "Mailfence",
};

export type Enrolment = { readonly canGoBack: boolean } & (
  | { readonly step: "not-started" | "password" | "digits" | "activate" }
  | { readonly step: "phone"; readonly saved?: string }
  | {
      readonly step: "sms-code";
      readonly sentTo: string;
      readonly sentAt: number;
      readonly expiresAt: number;
    }
  | { readonly step: "authenticator"; readonly asksDigits: boolean }
  | { readonly step: "backup-codes"; readonly count: number }
  | { readonly step: "secret-key"; readonly saved: boolean }
  | { readonly step: "review"; readonly facts: readonly { readonly name: string; readonly value: string }[] }
  | { readonly step: "done"; readonly effect: "sign-in-again" | "unchanged"; readonly since: number }
);

function kept(house: House, address: string): Kept {
  const row = house.database.one("SELECT enrolment FROM users WHERE address = ?", address);
  return Kept.parse(JSON.parse(row ? text(row, "enrolment") : "{}"));
}

function keep(house: House, address: string, state: Kept): void {
  house.database.run("UPDATE users SET enrolment = ? WHERE address = ?", JSON.stringify(state), address);
}

/** SECURITY: every step begins here. Throws `order` unless the enrolment stands at one of `steps`. */
function due(house: House, user: User, ...steps: readonly StepName[]): Kept {
  const state = kept(house, user.address);
  if (!steps.includes(state.step)) throw new ProviderRefusal("order", { step: state.step });
  return state;
}

const only = (user: User, providerId: ProviderId): void => {
  if (user.providerId !== providerId) throw new ProviderRefusal("unsupported");
};

export function enrolmentOf(house: House, address: string): Enrolment {
  const user = requireUser(house.database, address);
  const state = kept(house, address);
  const canGoBack = backFrom[user.providerId][state.step] !== undefined;
  switch (state.step) {
    case "phone":
      return { step: "phone", canGoBack, ...(user.phone === undefined ? {} : { saved: masked(user.phone) }) };
    case "sms-code": {
      const sentAt = state.sentAt ?? 0;
      const expiresAt = sentAt + house.limits.smsLifeMs;
      return { step: "sms-code", canGoBack, sentTo: masked(user.phone ?? ""), sentAt, expiresAt };
    }
    case "authenticator":
      return { step: "authenticator", canGoBack, asksDigits: user.providerId === "mail-com" };
    case "backup-codes":
      return { step: "backup-codes", canGoBack, count: backupCodesLeft(house, address) };
    case "secret-key":
      return { step: "secret-key", canGoBack, saved: state.saved === true };
    case "review":
      return { step: "review", canGoBack, facts: personalFacts(user) };
    case "done": {
      const effect = user.providerId === "mail-com" ? "sign-in-again" : "unchanged";
      return { step: "done", canGoBack, effect, since: user.since ?? 0 };
    }
    default:
      return { step: state.step, canGoBack };
  }
}

function personalFacts(user: User): readonly { readonly name: string; readonly value: string }[] {
  return [
    { name: "Name", value: user.name },
    { name: "E-mail address", value: user.address },
    { name: "Mobile phone number", value: masked(user.phone ?? "") },
  ];
}

// ---- what somebody can do

export function start(house: House, user: User): void {
  due(house, user, "not-started");
  const ofMailfence = user.providerId === "mailfence";
  if (ofMailfence) newSecret(house, user);
  keep(house, user.address, { step: ofMailfence ? "authenticator" : "password" });
}

function newSecret(house: House, user: User): void {
  // 160 bits, as RFC 4226 §4 (R6) recommends
  changeUser(house.database, user.address, { totpSecret: toBase32(randomBytes(20)), totpLastStep: -1 });
}

export function givePassword(house: House, user: User, password: string): void {
  due(house, user, "password");
  checkPassword(house, user.address, password);
  keep(house, user.address, { step: "phone" });
}

export function savePhone(house: House, user: User, typed: string): void {
  only(user, "mail-com");
  due(house, user, "phone");
  changeUser(house.database, user.address, { phone: normalNumber(typed) });
}

export function requestSms(house: House, user: User, typed?: string): void {
  only(user, "mail-com");
  due(house, user, "phone", "sms-code");
  const phone = typed === undefined ? user.phone : normalNumber(typed);
  if (phone === undefined) throw new ProviderRefusal("phone-invalid");
  const sentAt = sendCode(house, user.address, phone);
  changeUser(house.database, user.address, { phone });
  keep(house, user.address, { step: "sms-code", sentAt });
}

export function resendSms(house: House, user: User): void {
  due(house, user, "sms-code");
  requestSms(house, user);
}

export function confirmSms(house: House, user: User, code: string): void {
  due(house, user, "sms-code");
  takeCode(house, user.address, code);
  newSecret(house, user);
  keep(house, user.address, { step: "authenticator" });
}

export interface Authenticator {
  readonly otpauthUri: string;
  readonly setupKey: string;
  readonly accountName: string;
  readonly issuer: string;
}

export function authenticatorOf(house: House, user: User): Authenticator {
  const steps: readonly StepName[] =
    user.providerId === "mail-com" ? ["authenticator"] : ["authenticator", "backup-codes", "digits"];
  due(house, user, ...steps);
  const setupKey = user.totpSecret;
  if (setupKey === undefined) throw new Error("the enrolment stands at the authenticator without a secret");
  const issuer = issuers[user.providerId];
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(user.address)}`;
  const query = `secret=${setupKey}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
  return { otpauthUri: `otpauth://totp/${label}?${query}`, setupKey, accountName: user.address, issuer };
}

export function confirmDigits(house: House, user: User, digits: string): void {
  only(user, "mail-com");
  due(house, user, "authenticator");
  takeDigits(house, user.address, digits);
  const groups = () => randomText("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 5);
  const secretKey = [groups(), groups(), groups(), groups()].join("-");
  changeUser(house.database, user.address, { secretKey });
  keep(house, user.address, { step: "secret-key", saved: false });
}

/** Hands out the secret key; only then the next step is open. */
export function takeSecretKey(house: House, user: User): string {
  due(house, user, "secret-key");
  if (user.secretKey === undefined) throw new Error("the enrolment stands at the secret key without one");
  keep(house, user.address, { step: "secret-key", saved: true });
  return user.secretKey;
}

export function generateBackupCodes(house: House, user: User): readonly string[] {
  only(user, "mailfence");
  due(house, user, "backup-codes");
  return makeBackupCodes(house, user.address);
}

/** "Continue", "Next": only where the step has nothing left to do. */
export function goOn(house: House, user: User): void {
  const steps: readonly StepName[] =
    user.providerId === "mail-com" ? ["secret-key", "review"] : ["authenticator", "backup-codes"];
  const state = due(house, user, ...steps);
  const blocked =
    (state.step === "secret-key" && state.saved !== true) ||
    (state.step === "backup-codes" && backupCodesLeft(house, user.address) === 0);
  const order = stepOrder[user.providerId];
  const next = order[order.indexOf(state.step) + 1];
  if (blocked || next === undefined) throw new ProviderRefusal("order", { step: state.step });
  keep(house, user.address, { step: next });
}

export function goBack(house: House, user: User): void {
  const state = kept(house, user.address);
  const step = backFrom[user.providerId][state.step];
  if (step === undefined) throw new ProviderRefusal("order", { step: state.step });
  if (step === "not-started") forget(house, user.address);
  else keep(house, user.address, step === "secret-key" ? { step, saved: true } : { step });
}

/** Nothing is switched on; secret and codes are forgotten. */
export function giveUp(house: House, user: User): void {
  const state = kept(house, user.address);
  if (state.step === "done") throw new ProviderRefusal("order", { step: state.step });
  forget(house, user.address);
}

function forget(house: House, address: string): void {
  house.database.together(() => {
    changeUser(house.database, address, { totpSecret: undefined, totpLastStep: -1, secretKey: undefined });
    house.database.run("DELETE FROM backup_codes WHERE address = ?", address);
    keep(house, address, { step: "not-started" });
  });
}

/** mail.com, "Activate now": on; POP3/IMAP access is off, mail sessions and other web sessions end. */
export function activate(house: House, user: User, session: string): void {
  only(user, "mail-com");
  due(house, user, "activate");
  house.database.together(() => {
    changeUser(house.database, user.address, { twoFactor: true, since: house.now(), access: false });
    keep(house, user.address, { step: "done" });
  });
  closeOtherSessions(house, user.address, session);
  house.dropMailSessions(user.address);
}

/** Mailfence, the last step: on; mail programs notice nothing. */
export function finishWithDigits(house: House, user: User, digits: string): void {
  only(user, "mailfence");
  due(house, user, "digits");
  takeDigits(house, user.address, digits);
  house.database.together(() => {
    changeUser(house.database, user.address, { twoFactor: true, since: house.now() });
    keep(house, user.address, { step: "done" });
  });
}

/** Off again; the proof was taken before. At mail.com application-specific passwords are void and mail sessions end. */
export function switchOff(house: House, user: User): void {
  const ofMailCom = user.providerId === "mail-com";
  house.database.together(() => {
    forget(house, user.address);
    changeUser(house.database, user.address, { twoFactor: false, since: undefined });
    if (ofMailCom) house.database.run("DELETE FROM app_passwords WHERE address = ?", user.address);
  });
  if (ofMailCom) house.dropMailSessions(user.address);
}
