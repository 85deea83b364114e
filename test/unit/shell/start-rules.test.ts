// What the packaged program refuses to be started with, asked of the rule alone; package.test.ts asks the program.
import { describe, expect, test } from "vitest";
import { refusedStart } from "../../../electron/shell/start-rules.ts";

const withSwitches = (...names: readonly string[]) => ({ hasSwitch: (name: string) => names.includes(name) });

describe("a start of the packaged program", () => {
  test("is accepted with what a desktop gives it", () => {
    const environment = { HOME: "/home/a", LANG: "de_DE.UTF-8", NODE_OPTIONS: "" };
    expect(refusedStart(withSwitches("ozone-platform", "enable-features"), environment)).toBeUndefined();
  });

  test.each(["remote-debugging-port", "inspect", "no-sandbox", "js-flags", "user-data-dir", "proxy-server"])(
    "is refused with --%s",
    (name) => {
      expect(refusedStart(withSwitches(name), {})).toBe(`--${name}`);
    },
  );

  test.each(["ELECTRON_RUN_AS_NODE", "NODE_OPTIONS", "NODE_TLS_REJECT_UNAUTHORIZED", "SSLKEYLOGFILE"])(
    "is refused with %s, and its value is not told",
    (name) => {
      expect(refusedStart(withSwitches(), { [name]: "canary" })).toBe(name);
    },
  );
});
