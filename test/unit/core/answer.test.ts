import { describe, expect, it } from "vitest";
import { answer, type Handlers } from "../../../electron/core/answer.ts";
import { calls } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";
import { quietLog } from "../../support/quiet-log.ts";

const canary = "JBSWY3DPEHPK3PXP";
const refusing = Object.fromEntries(
  Object.keys(calls).map((name) => [name, () => Promise.reject(new AppError("not-found"))]),
) as unknown as Handlers;
const withHandler = (name: string, handler: (input: never) => unknown) =>
  ({ ...refusing, [name]: handler }) as unknown as Handlers;

describe("the one door", () => {
  it("gives the handler the parsed input and the caller the parsed output", async () => {
    const handlers = withHandler("codes.copy", ({ codeId }: { codeId: string }) => ({
      clearsAt: codeId.length,
    }));
    expect(await answer(handlers, quietLog(), "codes.copy", { codeId: "abc" })).toEqual({
      ok: true,
      value: { clearsAt: 3 },
    });
  });

  it("lets no field out that the contract does not name", async () => {
    const handlers = withHandler("codes.copy", () => ({ clearsAt: 1, secret: canary }));
    const reply = await answer(handlers, quietLog(), "codes.copy", { codeId: "abc" });
    expect(JSON.stringify(reply)).not.toContain(canary);
    expect(reply).toEqual({ ok: true, value: { clearsAt: 1 } });
  });

  it.each(["nothing.here", "__proto__", "constructor", "toString", ""])(
    "refuses the unknown call %j",
    async (name) => {
      expect(await answer(refusing, quietLog(), name, {})).toEqual({
        ok: false,
        error: { code: "forbidden", detail: {} },
      });
    },
  );

  it("names the wrong field and never its value", async () => {
    const input = { name: "A", address: "a@b.test", password: canary, servers: { imap: canary }, pins: [] };
    const reply = await answer(refusing, quietLog(), "accounts.add", input);
    expect(reply).toEqual({
      ok: false,
      error: { code: "bad-input", detail: { field: expect.stringContaining("servers.imap") } },
    });
    expect(JSON.stringify(reply)).not.toContain(canary);
  });

  it("refuses bytes over the limit as too large", async () => {
    const reply = await answer(refusing, quietLog(), "scan.frame", {
      bytes: new Uint8Array(20 * 1024 * 1024 + 1),
    });
    expect(reply).toEqual({
      ok: false,
      error: { code: "picture-too-large", detail: { limit: 20_971_520, unit: "bytes" } },
    });
  });

  it("passes an expected failure on with its code and detail", async () => {
    const handlers = withHandler("codes.copy", () => {
      throw new AppError("secret-gone", { issuer: "Mail" });
    });
    expect(await answer(handlers, quietLog(), "codes.copy", { codeId: "abc" })).toEqual({
      ok: false,
      error: { code: "secret-gone", detail: { issuer: "Mail" } },
    });
  });

  it("turns the unexpected into `internal`, and keeps its words out of the reply and the log", async () => {
    const log = quietLog();
    const handlers = withHandler("codes.copy", () => {
      throw new TypeError(`cannot read ${canary}`);
    });
    const reply = await answer(handlers, log, "codes.copy", { codeId: "abc" });
    expect(reply).toEqual({ ok: false, error: { code: "internal", detail: {} } });
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]?.text).toContain("TypeError");
    expect(JSON.stringify(log.lines)).not.toContain(canary);
  });

  it("answers `internal` when a handler breaks the contract", async () => {
    const handlers = withHandler("codes.copy", () => ({ clearsAt: "soon" }));
    expect(await answer(handlers, quietLog(), "codes.copy", { codeId: "abc" })).toMatchObject({
      ok: false,
      error: { code: "internal" },
    });
  });
});
