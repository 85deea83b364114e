import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createJobs } from "../../../../electron/core/jobs.ts";
import { createLog } from "../../../../electron/core/log.ts";
import type { PictureFile } from "../../../../electron/core/platform.ts";
import { createCameraScan } from "../../../../electron/core/qr/camera-scan.ts";
import { createCollectedParts } from "../../../../electron/core/qr/collected-parts.ts";
import { findInPicture } from "../../../../electron/core/qr/find-in-picture.ts";
import { createFoundCodes } from "../../../../electron/core/qr/found-codes.ts";
import { scanHandlers } from "../../../../electron/core/qr/handlers.ts";
import { lookAtPicture } from "../../../../electron/core/qr/look-at-picture.ts";
import { createPreviews } from "../../../../electron/core/qr/previews.ts";
import { createScan } from "../../../../electron/core/qr/scan.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import type { JobView } from "../../../../shared/models/job.ts";
import type { ScanResult } from "../../../../shared/models/scan.ts";
import { migrationLink } from "../../../support/made-exports.ts";
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
  readonly copiedFiles?: readonly string[];
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
  const previews = createPreviews({ now: () => clock.now });
  const collected = createCollectedParts({ now: () => clock.now, newId });
  const scan = createScan({
    ...{ jobs, found, previews, collected },
    pictures: {
      prepare: () => undefined,
      look: (bytes, { onFound } = {}) => lookAtPicture(bytes, 5_000, onFound),
    },
    vault: { duplicateOf: async (other) => (other.reveal() === secret ? "code-1" : undefined) },
  });
  const cameraStates: string[] = [];
  const vault = { duplicateOf: async () => undefined };
  const camera = createCameraScan({
    ...{ found, collected, vault },
    pictures: { prepare: () => undefined, find: (bytes) => findInPicture(bytes, 5_000) },
    platform: {
      openCamera: async () => void cameraStates.push("open"),
      closeCamera: () => void cameraStates.push("closed"),
    },
  });
  const handlers = scanHandlers({
    ...{ scan, camera },
    previews,
    platform: {
      asksForScreen: false,
      captureScreens: async () => (given.screens ?? []).map(picture),
      captureRegion: async () => given.screens?.[0] && picture(given.screens[0]),
      captureSources: async () => [{ id: "window:1:0", kind: "window", name: "Browser" }],
      captureSource: async (id) => ({
        ...picture(given.screens?.[0] ?? Buffer.alloc(0)),
        name: id ?? "asked",
      }),
      readClipboardFiles: async () => given.copiedFiles ?? [],
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
  const result = (view: JobView): ScanResult => {
    if (view.result?.kind !== "scan") throw new Error(`no scan: ${view.state} ${view.error?.code}`);
    return view.result;
  };
  return { handlers, found, collected, clock, run, codes, result, cameraStates };
}

function recordedJobs() {
  const views: JobView[] = [];
  const log = createLog(
    () => undefined,
    () => 0,
  );
  return { views, jobs: createJobs({ tell: (view) => views.push(view), newId: () => "job", log }) };
}

describe("a scan", () => {
  it("tells the page names and kind, and keeps the secret until somebody takes it", async () => {
    const { handlers, found, run, codes, clock } = setUp({});
    const job = await run(handlers["scan.pictures"]({ pictures: [{ bytes: qrPng(link) }] }));
    expect(job).toMatchObject({
      ...{ state: "done", name: "scan.pictures" },
      result: { pictures: [{ width: 480, height: 480, state: "searched", suspects: [] }] },
    });
    const code = codes(job)[0];
    expect(code).toMatchObject({
      kind: "otpauth",
      picture: 0,
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
    expect(codes(await run(handlers["scan.screen"]({ ownWindow: "hidden" })))).toHaveLength(1);
  });

  it("looks at one screen or window, and names it", async () => {
    const { handlers, run, result } = setUp({ screens: [qrPng(link)] });
    expect(await handlers["scan.sources"]()).toEqual({
      asksItself: false,
      sources: [{ id: "window:1:0", kind: "window", name: "Browser" }],
    });
    const { pictures, found } = result(await run(handlers["scan.source"]({ sourceId: "window:1:0" })));
    expect(pictures).toMatchObject([{ name: "window:1:0", state: "searched" }]);
    expect(found).toHaveLength(1);
  });

  it("follows what is before a camera: each code once, and where it is now", async () => {
    const { handlers, found, cameraStates } = setUp({});
    await expect(handlers["scan.frame"]({ bytes: qrPng(link) })).rejects.toThrow("not-found");
    await handlers["scan.openCamera"]();
    const empty = await handlers["scan.frame"]({ bytes: toPng(canvas(300, 200)) });
    expect(empty).toEqual({ width: 300, height: 200, seen: [], found: [], migrations: [] });
    const at = async (x: number) => {
      const picture = canvas(640, 480);
      drawQr(picture, link, { x, y: 100, size: 4 });
      return handlers["scan.frame"]({ bytes: toPng(picture) });
    };
    const [first, second] = [await at(100), await at(300)];
    expect(second.seen).toEqual(first.seen);
    expect(second.found).toMatchObject([{ kind: "otpauth", entry: { account: "ann" } }]);
    expect((second.found[0]?.corners[0]?.[0] ?? 0) - (first.found[0]?.corners[0]?.[0] ?? 0)).toBeCloseTo(
      200,
      -1,
    );
    expect((await handlers["scan.frame"]({ bytes: toPng(canvas(300, 200)) })).found).toHaveLength(1);
    expect(found.takeFound(first.seen[0] ?? "").secret.reveal()).toBe(secret);
    await handlers["scan.closeCamera"]();
    expect(cameraStates).toEqual(["open", "closed"]);
    await expect(handlers["scan.frame"]({ bytes: qrPng(link) })).rejects.toThrow("not-found");
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
    const job = await run(handlers["scan.attachments"]({ messageId: 1, indexes: [0] }));
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

  it("answers advice when nothing is found, and shows what was looked at", async () => {
    const { handlers, run, result } = setUp({ screens: [toPng(canvas(400, 300))] });
    const { found, pictures } = result(await run(handlers["scan.screen"]({ ownWindow: "hidden" })));
    expect(found).toEqual([]);
    expect(pictures).toMatchObject([{ state: "searched", advice: "none", suspects: [] }]);
    const pictureId = pictures[0]?.pictureId ?? "";
    expect(await handlers["scan.preview"]({ pictureId })).toMatchObject({ width: 40, height: 30 });
    await handlers["scan.forget"]({ pictureIds: [pictureId] });
    await expect(handlers["scan.preview"]({ pictureId })).rejects.toMatchObject({ code: "not-found" });
  });

  it("keeps a picture that is shown for some minutes only", async () => {
    const { handlers, run, result, clock } = setUp({ screens: [toPng(canvas(400, 300))] });
    const { pictures } = result(await run(handlers["scan.screen"]({ ownWindow: "hidden" })));
    clock.now += 10 * 60_000;
    await expect(handlers["scan.preview"]({ pictureId: pictures[0]?.pictureId ?? "" })).rejects.toMatchObject(
      { code: "not-found" },
    );
  });

  it("says in its place which of several pictures cannot be read", async () => {
    const { handlers, run, result } = setUp({});
    const { pictures, found } = result(
      await run(
        handlers["scan.pictures"]({
          pictures: [
            { bytes: Buffer.from("no picture"), name: "notes.txt" },
            { bytes: qrPng(link), name: "code.png" },
          ],
        }),
      ),
    );
    expect(pictures).toMatchObject([
      { name: "notes.txt", state: "unreadable", problem: { code: "picture-unreadable" } },
      { name: "code.png", state: "searched" },
    ]);
    expect(found).toMatchObject([{ picture: 1 }]);
  });

  it("reads the files that were copied, not the sign that a file manager puts beside them", async () => {
    const paths = [join(folder, "one.png"), join(folder, "two.png")];
    const other = link.replace("ann", "bob").replace("GEZD", "MFRG");
    for (const [index, text] of [link, other].entries()) await writeFile(paths[index] ?? "", qrPng(text));
    const { handlers, run, result } = setUp({
      copiedFiles: paths,
      clipboard: toPng(canvas(64, 64)),
      copied: paths.join("\n"),
    });
    const { pictures, found } = result(await run(handlers["scan.clipboard"]()));
    expect(pictures).toMatchObject([{ name: "one.png" }, { name: "two.png" }]);
    expect(found.map(({ entry }) => entry?.account)).toEqual(["ann", "bob"]);
  });

  it("shows each code as it comes, and keeps them when it is cancelled", async () => {
    const { jobs, views } = recordedJobs();
    let go: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => {
      go = resolve;
    });
    const scan = createScan({
      jobs,
      found: createFoundCodes({ now: () => 0, newId: () => "found" }),
      previews: createPreviews({ now: () => 0 }),
      collected: createCollectedParts({ now: () => 0, newId: () => "batch" }),
      vault: { duplicateOf: async () => undefined },
      pictures: {
        prepare: () => undefined,
        async look(bytes, { signal, onFound } = {}) {
          const look = await lookAtPicture(bytes, 5_000, onFound);
          await waits;
          if (signal?.aborted) throw new AppError("cancelled");
          return look;
        },
      },
    });
    const { jobId } = scan("scan.screen", async () => [{ bytes: qrPng(link) }]);
    await vi.waitFor(() => expect(views.at(-1)?.result).toMatchObject({ found: [{ kind: "otpauth" }] }));
    expect(views.at(-1)).toMatchObject({
      state: "running",
      result: { pictures: [{ state: "waiting", width: 480, height: 480 }] },
    });
    jobs.cancel(jobId);
    go();
    await vi.waitFor(() => expect(views.at(-1)?.state).toBe("cancelled"));
    expect(views.at(-1)?.result).toMatchObject({ found: [{ entry: { account: "ann" } }] });
  });

  it("collects the parts of a Google export over several scans, and names what is missing", async () => {
    const { handlers, run, result, collected } = setUp({});
    const part = (index: number) =>
      qrPng(migrationLink([{ issuer: `Post ${index}`, secret }], { index, size: 3, id: 77 }));
    const scan = async (...parts: Buffer[]) =>
      result(await run(handlers["scan.pictures"]({ pictures: parts.map((bytes) => ({ bytes })) })));
    const first = await scan(part(2));
    expect(first.migrations).toMatchObject([{ size: 3, have: [3] }]);
    expect(first.found).toMatchObject([{ kind: "otpauth-migration", part: { index: 3, of: 3 } }]);
    expect((await scan(part(0), part(2))).migrations).toMatchObject([{ size: 3, have: [1, 3] }]);
    const last = await scan(part(1));
    expect(last.migrations).toMatchObject([{ size: 3, have: [1, 2, 3] }]);
    const batchId = last.migrations[0]?.batchId ?? "";
    expect(collected.linksOf(batchId).reveal().split("\n")).toHaveLength(3);
    expect(JSON.stringify(last)).not.toContain("otpauth-migration:");
  });

  it("fails with what is wrong: nothing there, nothing chosen, nothing readable", async () => {
    const [empty, notes] = [join(folder, "empty.png"), join(folder, "notes.txt")];
    await writeFile(empty, "");
    await writeFile(notes, "Milk, bread");
    const cases = [
      [setUp({}), "scan.screen", "screen-unavailable"],
      [setUp({}), "scan.region", "cancelled"],
      [setUp({}), "scan.clipboard", "clipboard-empty"],
      [setUp({}), "scan.chooseFile", "cancelled"],
      [setUp({ files: [join(folder, "none.png")] }), "scan.chooseFile", "file-unreadable"],
      [setUp({ files: [empty] }), "scan.chooseFile", "picture-empty"],
      [setUp({ copiedFiles: [notes], clipboard: qrPng(link) }), "scan.clipboard", "picture-unreadable"],
      [setUp({ copiedFiles: [folder], clipboard: qrPng(link) }), "scan.clipboard", "file-unreadable"],
      [setUp({ clipboard: Buffer.from("GIF89a") }), "scan.clipboard", "picture-unreadable"],
    ] as const;
    for (const [{ handlers, run }, name, code] of cases) {
      const start = () =>
        name === "scan.screen" ? handlers[name]({ ownWindow: "hidden" }) : handlers[name]();
      expect(await run(start()), code).toMatchObject({ state: "failed", error: { code } });
    }
  });
});
