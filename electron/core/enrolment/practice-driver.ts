// The driver for the practice provider: its JSON API, as test/provider/README.md describes it. The session token is
// kept in memory only.
import { z } from "zod";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { PracticeDomain } from "../platform.ts";
import { Secret } from "../secret.ts";
import { DriverState, type EnrolmentDriver } from "./driver.ts";
import { type Ask, practiceWeb, refusalError, refusalOf } from "./practice-web.ts";

const Session = z.object({ token: z.string().min(1) });
const Authenticator = z.object({
  authenticator: z.object({
    otpauthUri: z.string().max(4_096),
    setupKey: z.string().max(1_024),
    qr: z.string(),
    width: z.number(),
    height: z.number(),
  }),
});
const BackupCodes = z.object({ backupCodes: z.array(z.string().min(1).max(64)).min(1).max(50) });
const AppPassword = z.object({ appPassword: z.string().min(1).max(200) });
const SecretKey = z.object({
  secretKey: z.object({ key: z.string().min(1).max(200), pdf: z.string(), fileName: z.string().max(200) }),
});

export function createPracticeDriver(options: {
  readonly domain: Pick<PracticeDomain, "authority" | "web">;
  readonly address: string;
  readonly now: () => number;
  readonly ask?: Ask;
}): EnrolmentDriver {
  const { address, now } = options;
  const ask = options.ask ?? practiceWeb(options.domain);
  let token: Secret | undefined;

  const inSession = async (
    method: "GET" | "POST" | "PUT" | "DELETE",
    path: string,
    body?: object,
  ): Promise<unknown> => {
    if (!token) throw new AppError("enrolment-session-expired");
    const answer = await ask(method, `/api${path}`, {
      token: token.reveal(),
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    const refusal = refusalOf(answer);
    if (refusal.code === "session-expired") token = undefined;
    throw refusalError(refusal, now());
  };
  const enrolment = (method: "GET" | "POST" | "DELETE", path: string, body?: object) =>
    inSession(method, `/enrolment${path}`, body);
  const post = async (path: string, body?: object) =>
    checked(DriverState, await enrolment("POST", path, body));
  const state = async () => checked(DriverState, await enrolment("GET", ""));

  return {
    get signedIn() {
      return token !== undefined;
    },
    async signIn(password, digits) {
      const body = { address, password: password.reveal(), ...(digits === undefined ? {} : { digits }) };
      const answer = await ask("POST", "/api/session", { body });
      if (answer.status === 201) {
        token = new Secret(checked(Session, answer.body).token);
        return "signed-in";
      }
      const refusal = refusalOf(answer);
      if (refusal.code === "second-factor-needed") return "two-factor-is-on";
      throw refusalError(refusal, now());
    },
    state,
    start: () => post("/start"),
    confirmPassword: (password) => post("/password", { password: password.reveal() }),
    requestSms: (number) => post("/sms", number === undefined ? {} : { number }),
    resendSms: () => post("/sms/resend"),
    confirmSms: (code) => post("/sms/confirm", { code }),
    async shownSecret() {
      const { authenticator } = checked(Authenticator, await enrolment("GET", "/authenticator"));
      const { width, height } = authenticator;
      return {
        otpauth: new Secret(authenticator.otpauthUri),
        setupKey: new Secret(authenticator.setupKey),
        picture: { png: fromBase64(authenticator.qr), width, height },
      };
    },
    async confirmDigits(digits) {
      const { step } = await state();
      return post(step === "digits" ? "/digits" : "/authenticator/confirm", { digits });
    },
    async makeBackupCodes() {
      const answer = await enrolment("POST", "/backup-codes");
      const codes = checked(BackupCodes, answer).backupCodes.map((code) => new Secret(code));
      return { state: checked(DriverState, answer), codes };
    },
    async secretKey() {
      const answer = await enrolment("POST", "/secret-key");
      const { key, pdf, fileName } = checked(SecretKey, answer).secretKey;
      return { state: checked(DriverState, answer), key: new Secret(key), pdf: fromBase64(pdf), fileName };
    },
    next: () => post("/continue"),
    back: () => post("/back"),
    activate: () => post("/activate"),
    async switchAccessOn() {
      await inSession("PUT", "/access", { enabled: true });
    },
    async makeAppPassword(name, password) {
      const answer = await inSession("POST", "/app-passwords", { name, password: password.reveal() });
      return new Secret(checked(AppPassword, answer).appPassword);
    },
    async giveUp() {
      await enrolment("DELETE", "");
    },
  };
}

/** SECURITY: what comes over the line is used only after it fits its schema; a misfit is told without its content. */
function checked<Value>(schema: z.ZodType<Value>, body: unknown): Value {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new AppError("server-answer-broken");
  return parsed.data;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, "base64"));
}
