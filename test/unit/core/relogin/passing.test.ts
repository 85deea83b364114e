// The mail sessions call a login refused only where the explanation does too.
import { describe, expect, it } from "vitest";
import { loginFailure } from "../../../../electron/core/mail/imap-failures.ts";
import { passingTrouble } from "../../../../electron/core/relogin/index.ts";

describe("what passes by itself", () => {
  it.each([
    ["NO Anmeldung vorübergehend nicht möglich", "server-unavailable"],
    ["NO Trop de tentatives", "login-throttled"],
    ["NO Слишком много попыток входа", "login-throttled"],
    ["NO 密码错误", undefined],
    ["NO [AUTHENTICATIONFAILED] Authentication failed.", undefined],
    ["NO [UNAVAILABLE] Temporary authentication failure.", "server-unavailable"],
  ] as const)("%s: %s", (text, code) => {
    expect(passingTrouble("imap", text)).toBe(code);
  });

  it("is no refused login in the IMAP session either", () => {
    const refused = (responseText: string) =>
      loginFailure(
        Object.assign(new Error("Command failed"), {
          authenticationFailed: true,
          responseStatus: "NO",
          responseText,
        }),
        { protocol: "imap" },
      ).code;
    expect(refused("Bitte später erneut versuchen")).toBe("server-unavailable");
    expect(refused("Benutzername oder Passwort falsch")).toBe("login-refused");
  });
});
