import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createJobs } from "../../../../electron/core/jobs.ts";
import { createLog } from "../../../../electron/core/log.ts";
import type { PictureFile } from "../../../../electron/core/platform.ts";
import { findInPicture } from "../../../../electron/core/qr/find-in-picture.ts";
import { createFoundCodes, scanHandlers } from "../../../../electron/core/qr/handlers.ts";
import type { JobView } from "../../../../shared/models/job.ts";
import { canvas, drawQr, qrPng, toPng } from "../../../support/pictures.ts";

const secret = "GEZDGNBVGY3TQOJQ";
const link = `otpauth://totp/Post:ann?secret=${secret}&issuer=Post`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-scan-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function setUp(given: {
  readonly screens?: readonly Buffer[];
  readonly clipboard?: Buffer;
  readonly copied?: string;
  readonly files?: readonly string[];
  readonly attachment?: Buffer;
}) {
  const clock = { now: 0 };
  const ended = new Map<string, (view: JobView) => void>();
  let lastId = 0;
  const newId = () => `id-${++lastId}`;
  const jobs = createJobs({
    tell: (view) => view.state !== "running" && ended.get(view.id)?.(view),
    newId,
    log: createLog(
      () => undefined,
      () => 0,
    ),
  });
  const found = createFoundCodes({ now: () => clock.now, newId });
  const picture = (bytes: Buffer): PictureFile => ({ bytes });
  const handlers = scanHandlers({
    jobs,
    found,
    pictures: { find: async (bytes) => findInPicture(bytes, 5_000), close: () => undefined },
    vault: { duplicateOf: async (other) => (other.reveal() === secret ? "code-1" : undefined) },
    platform: {
      captureScreens: async () => (given.screens ?? []).map(picture),
      readClipboardPicture: async () => given.clipboard && picture(given.clipboard),
      readClipboard: async () => given.copied ?? "",
      chooseFiles: async () => given.files ?? [],
    },
    attachment: async () => ({ bytes: given.attachment ?? Buffer.alloc(0) }),
  });
  const run = async (start: { readonly jobId: string } | Promise<{ readonly jobId: string }>) => {
    const { jobId } = await start;
    return new Promise<JobView>((resolve) => ended.set(jobId, resolve));
  };
  const codes = (view: JobView) => (view.result?.kind === "scan" ? view.result.found : []);
  return { handlers, found, clock, run, codes };
}

describe("a scan", () => {
  it("tells the page names and kind, and keeps the secret until somebody takes it", async () => {
    const { handlers, found, run, codes, clock } = setUp({});
    const job = await run(handlers["scan.picture"]({ bytes: qrPng(link) }));
    expect(job).toMatchObject({ state: "done", name: "scan.picture", result: { width: 480, height: 480 } });
    const code = codes(job)[0];
    expect(code).toMatchObject({
      kind: "otpauth",
      duplicateOf: "code-1",
      entry: { type: "totp", issuer: "Post", account: "ann", algorithm: "SHA1", digits: 6, period: 30 },
    });
    expect(code?.corners).toHaveLength(4);
    expect(JSON.stringify(job)).not.toContain(secret);
    expect(found.takeFound(code?.foundId ?? "").secret.reveal()).toBe(secret);
    clock.now += 10 * 60_000;
    expect(() => found.takeFound(code?.foundId ?? "")).toThrow("not-found");
  });

  it("looks at every screen, and counts what two of them show once", async () => {
    const screen = canvas(800, 600);
    drawQr(screen, link, { x: 300, y: 200, size: 4 });
    const { handlers, run, codes } = setUp({
      screens: [toPng(canvas(300, 200)), toPng(screen), toPng(screen)],
    });
    expect(codes(await run(handlers["scan.screen"]()))).toHaveLength(1);
  });

  it("says what else a code is when it is no authenticator code", async () => {
    const { handlers, run, codes } = setUp({ clipboard: qrPng("WIFI:S:attic;T:WPA;P:secret;;") });
    const job = await run(handlers["scan.clipboard"]());
    expect(codes(job)).toMatchObject([{ kind: "wifi" }]);
    expect(JSON.stringify(job)).not.toContain("secret");
  });

  it("takes a copied link like a picture of it, and no other text", async () => {
    const { handlers, run, codes, found } = setUp({ copied: ` ${link}\n` });
    const code = codes(await run(handlers["scan.clipboard"]()))[0];
    expect(code).toMatchObject({ kind: "otpauth", entry: { account: "ann" }, corners: [] });
    expect(found.takeFound(code?.foundId ?? "").secret.reveal()).toBe(secret);
    const other = setUp({ copied: "my password" });
    expect((await other.run(other.handlers["scan.clipboard"]())).error).toEqual({
      code: "clipboard-empty",
      detail: {},
    });
  });

  it("names the field of a code that cannot be used", async () => {
    const { handlers, run, codes } = setUp({ attachment: qrPng(`${link}&digits=0`) });
    const job = await run(handlers["scan.attachment"]({ messageId: 1, index: 0 }));
    expect(codes(job)).toMatchObject([
      {
        kind: "otpauth",
        problem: { code: "otpauth-field", detail: { field: "digits", reason: "out-of-range" } },
      },
    ]);
  });

  it("reads the files that were chosen, also when one of them is no picture", async () => {
    const [good, bad] = [join(folder, "code.png"), join(folder, "notes.txt")];
    await writeFile(good, qrPng(link));
    await writeFile(bad, "only text");
    const { handlers, run, codes } = setUp({ files: [bad, good] });
    expect(codes(await run(handlers["scan.chooseFile"]()))).toHaveLength(1);
  });

  it("fails with what is wrong: nothing there, nothing chosen, nothing found, nothing readable", async () => {
    const empty = join(folder, "empty.png");
    await writeFile(empty, "");
    const cases = [
      [setUp({}), "scan.screen", "screen-unavailable"],
      [setUp({}), "scan.clipboard", "clipboard-empty"],
      [setUp({}), "scan.chooseFile", "cancelled"],
      [setUp({ files: [join(folder, "none.png")] }), "scan.chooseFile", "file-unreadable"],
      [setUp({ files: [empty] }), "scan.chooseFile", "picture-empty"],
      [setUp({ screens: [toPng(canvas(400, 300))] }), "scan.screen", "qr-not-found"],
      [setUp({ clipboard: Buffer.from("GIF89a") }), "scan.clipboard", "picture-unreadable"],
    ] as const;
    for (const [{ handlers, run }, name, code] of cases) {
      expect(await run(handlers[name]()), code).toMatchObject({ state: "failed", error: { code } });
    }
  });
});
