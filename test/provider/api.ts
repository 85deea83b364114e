// The JSON face of the provider, exactly as README.md tells it: paths, what goes in, what comes out. Decides nothing
// itself.
import { z } from "zod";
import { accountFacts, disableTwoFactor, renewBackupCodes, switchAccess } from "./account.ts";
import { listAppPasswords, makeAppPassword, revokeAppPassword } from "./app-passwords.ts";
import { qrPicture, secretKeyPdf } from "./artefacts.ts";
import * as enrolment from "./enrolment.ts";
import { type House, ProviderRefusal } from "./house.ts";
import { closeSession, sessionUser, signIn } from "./sessions.ts";
import { smsInbox } from "./sms.ts";
import type { User } from "./users.ts";

export interface ApiRequest {
  readonly method: string;
  /** without the query */
  readonly path: string;
  readonly token: string | undefined;
  /** parsed JSON; an empty object if there was no body */
  readonly body: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
}

interface SignedIn {
  readonly house: House;
  readonly user: User;
  readonly token: string;
  readonly body: unknown;
}

type Route = (request: SignedIn) => ApiAnswer | Promise<ApiAnswer>;

const line = z.string().max(1_000);
const proofs = {
  digits: line.optional(),
  backupCode: line.optional(),
  secretKey: line.optional(),
};
const bodies = {
  session: z.object({ address: line, password: line, digits: proofs.digits, backupCode: proofs.backupCode }),
  password: z.object({ password: line }),
  number: z.object({ number: line }),
  maybeNumber: z.object({ number: line.optional() }),
  code: z.object({ code: line }),
  digits: z.object({ digits: line }),
  disable: z.object({ password: line, ...proofs }),
  access: z.object({ enabled: z.boolean() }),
  appPassword: z.object({ name: line, password: line }),
};

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ProviderRefusal("bad-request");
  return parsed.data;
}

const ok = (body: unknown): ApiAnswer => ({ status: 200, body });
const state = ({ house, user }: SignedIn, more: object = {}): ApiAnswer =>
  ok({ ...enrolment.enrolmentOf(house, user.address), ...more });

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

const routes: Readonly<Record<string, Route>> = {
  "DELETE /api/session": ({ house, token }) => {
    closeSession(house, token);
    return { status: 204 };
  },
  "GET /api/account": ({ house, user }) => ok(accountFacts(house, user.address)),

  "GET /api/enrolment": (request) => state(request),
  "DELETE /api/enrolment": (request) => {
    enrolment.giveUp(request.house, request.user);
    return state(request);
  },
  "POST /api/enrolment/start": (request) => {
    enrolment.start(request.house, request.user);
    return state(request);
  },
  "POST /api/enrolment/password": (request) => {
    enrolment.givePassword(request.house, request.user, read(bodies.password, request.body).password);
    return state(request);
  },
  "POST /api/enrolment/phone": (request) => {
    enrolment.savePhone(request.house, request.user, read(bodies.number, request.body).number);
    return state(request);
  },
  "POST /api/enrolment/sms": (request) => {
    enrolment.requestSms(request.house, request.user, read(bodies.maybeNumber, request.body).number);
    return state(request);
  },
  "POST /api/enrolment/sms/resend": (request) => {
    enrolment.resendSms(request.house, request.user);
    return state(request);
  },
  "POST /api/enrolment/sms/confirm": (request) => {
    enrolment.confirmSms(request.house, request.user, read(bodies.code, request.body).code);
    return state(request);
  },
  "GET /api/enrolment/authenticator": async (request) => {
    const shown = enrolment.authenticatorOf(request.house, request.user);
    const { png, width, height } = await qrPicture(shown.otpauthUri);
    return state(request, { authenticator: { ...shown, qr: base64(png), width, height } });
  },
  "POST /api/enrolment/authenticator/confirm": (request) => {
    enrolment.confirmDigits(request.house, request.user, read(bodies.digits, request.body).digits);
    return state(request);
  },
  "POST /api/enrolment/secret-key": async (request) => {
    const { house, user } = request;
    const key = enrolment.takeSecretKey(house, user);
    const pdf = base64(await secretKeyPdf(user.address, key, house.now()));
    return state(request, { secretKey: { key, pdf, fileName: secretKeyFile(user.address) } });
  },
  "POST /api/enrolment/backup-codes": (request) => {
    const backupCodes = enrolment.generateBackupCodes(request.house, request.user);
    return state(request, { backupCodes });
  },
  "POST /api/enrolment/digits": (request) => {
    enrolment.finishWithDigits(request.house, request.user, read(bodies.digits, request.body).digits);
    return state(request);
  },
  "POST /api/enrolment/continue": (request) => {
    enrolment.goOn(request.house, request.user);
    return state(request);
  },
  "POST /api/enrolment/back": (request) => {
    enrolment.goBack(request.house, request.user);
    return state(request);
  },
  "POST /api/enrolment/activate": (request) => {
    enrolment.activate(request.house, request.user, request.token);
    return state(request);
  },

  "POST /api/two-factor/disable": ({ house, user, body }) => {
    const { password, ...given } = read(bodies.disable, body);
    disableTwoFactor(house, user, password, given);
    return ok(accountFacts(house, user.address));
  },
  "POST /api/backup-codes": ({ house, user, body }) =>
    ok({ backupCodes: renewBackupCodes(house, user, read(bodies.password, body).password) }),
  "GET /api/access": ({ house, user }) => ok({ enabled: accountFacts(house, user.address).access }),
  "PUT /api/access": ({ house, user, body }) => {
    const { enabled } = read(bodies.access, body);
    switchAccess(house, user.address, enabled);
    return ok({ enabled });
  },
  "GET /api/app-passwords": ({ house, user }) => ok({ items: listAppPasswords(house, user.address) }),
  "POST /api/app-passwords": ({ house, user, body }) => {
    const { name, password } = read(bodies.appPassword, body);
    return { status: 201, body: makeAppPassword(house, user, name, password) };
  },
};

export const secretKeyFile = (address: string): string =>
  `secret-key-${address.replace(/[^a-z0-9@.-]/gi, "_")}.pdf`;

function openSession(house: House, body: unknown): ApiAnswer {
  const { address, password, ...given } = read(bodies.session, body);
  const { token, expiresAt, user } = signIn(house, address, password, given);
  return { status: 201, body: { token, expiresAt, account: accountFacts(house, user.address) } };
}

/** Answers one request; throws ProviderRefusal. */
export async function answerApi(house: House, request: ApiRequest): Promise<ApiAnswer> {
  const name = `${request.method} ${request.path}`;
  if (name === "POST /api/session") return openSession(house, request.body);
  if (name === "GET /api/sms") return ok({ messages: smsInbox(house) });
  const appPassword = /^DELETE \/api\/app-passwords\/([0-9a-f-]{1,64})$/.exec(name)?.[1];
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (!route && !appPassword) throw new ProviderRefusal("not-found");
  const token = request.token ?? "";
  const user = sessionUser(house, token, "api");
  if (route) return route({ house, user, token, body: request.body });
  revokeAppPassword(house, user.address, appPassword ?? "");
  return { status: 204 };
}
