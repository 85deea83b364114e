import { expect, it } from "vitest";
import { withCause } from "../../../../electron/core/relogin/with-cause.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { providerOf } from "../../../../shared/providers/index.ts";

const refused = (serverText: string, more = {}) =>
  new AppError("login-refused", { protocol: "imap", host: "imap.test", port: 993, serverText, ...more });

it("names the cause by the provider's words, and keeps what was known", () => {
  const provider = providerOf("mail-com");
  const text =
    "authentication failed - two-factor authentication is active, an application-specific password is needed";
  const { code, detail } = withCause(refused(text, { tried: 2 }), { provider, credential: "password" });
  expect(code).toBe("login-refused");
  expect(detail).toMatchObject({
    cause: "app_password_required",
    provider: "mail.com",
    credential: "password",
    host: "imap.test",
    serverText: text,
    tried: 2,
  });
});

it("lets what happened before choose where the words leave it open, as the page does", () => {
  const given = { provider: providerOf("mail-com"), credential: "password" } as const;
  const bare = refused("authentication failed");
  const history = {
    acceptedAgo: 60_000,
    workedFor: 86_400_000,
    twoFactor: "on",
    twoFactorAgo: 30_000,
  } as const;
  expect(withCause(bare, given).detail.cause).toBe("wrong_password_or_imap_disabled");
  expect(withCause(bare, { ...given, history }).detail.cause).toBe("app_password_required");
});

it("leaves other failures alone", () => {
  const lost = new AppError("connection-lost");
  expect(withCause(lost, { provider: undefined, credential: "password" })).toBe(lost);
});
