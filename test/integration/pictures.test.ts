// The pictures thread as it was built: finding, failing, cancelling, and going on after it was ended.
import { PDFDocument } from "pdf-lib";
import { afterEach, expect, it } from "vitest";
import { createLog } from "../../electron/core/log.ts";
import { createPictures, type Pictures } from "../../electron/core/qr/pictures.ts";
import { canvas, qrPng, toPng } from "../support/pictures.ts";

const link = "otpauth://totp/Post:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Post";
const log = createLog(() => undefined, Date.now);
let pictures: Pictures | undefined;
afterEach(() => pictures?.close());

it("finds codes in several pictures at once, and says why another cannot be read", async () => {
  pictures = createPictures({ log });
  const [first, second, broken] = await Promise.allSettled([
    pictures.find(qrPng(link)),
    pictures.find(qrPng("https://example.org/")),
    pictures.find(Buffer.from("no picture")),
  ]);
  expect(first).toMatchObject({ value: { width: 480, codes: [{ text: link }] } });
  expect(second).toMatchObject({ value: { codes: [{ text: "https://example.org/" }] } });
  expect(broken).toMatchObject({ reason: { code: "picture-unreadable" } });
});

it("finds the code on a page of a PDF", async () => {
  pictures = createPictures({ log });
  const document = await PDFDocument.create();
  const code = await document.embedPng(qrPng(link));
  document.addPage([595, 842]).drawImage(code, { x: 60, y: 500, width: 160, height: 160 });
  const look = await pictures.look(await document.save(), { timeLimit: 20_000 });
  expect(look.codes).toMatchObject([{ text: link }]);
  expect(look.preview.png.length).toBeGreaterThan(100);
});

it("stops at once when it is cancelled, and works for the next picture", async () => {
  pictures = createPictures({ log });
  const abort = new AbortController();
  const slow = pictures.find(toPng(canvas(3_000, 2_500)), { signal: abort.signal, timeLimit: 60_000 });
  setTimeout(() => abort.abort(), 50);
  await expect(slow).rejects.toMatchObject({ code: "cancelled" });
  expect((await pictures.find(qrPng(link))).codes).toHaveLength(1);
});

it("is started while a picture is still being taken, and works or fails as if it was not", async () => {
  pictures = createPictures({ log });
  pictures.prepare();
  pictures.prepare();
  expect((await pictures.find(qrPng(link))).codes).toHaveLength(1);
  pictures.close();
  pictures.prepare();
  await expect(pictures.find(qrPng(link))).rejects.toMatchObject({ code: "cancelled" });

  const script = new URL("data:text/javascript,throw new Error('broken')");
  pictures = createPictures({ log, script });
  pictures.prepare();
  await expect(pictures.find(qrPng(link))).rejects.toMatchObject({ code: "internal" });
});

it("starts again after its thread has died", async () => {
  const script = new URL("data:text/javascript,throw new Error('broken')");
  const dying = createPictures({ log, script });
  await expect(dying.find(qrPng(link))).rejects.toMatchObject({ code: "internal" });
  await expect(dying.find(qrPng(link))).rejects.toMatchObject({ code: "internal" });
  dying.close();
});

it("ends its thread when there was nothing to look at for a while, and starts another for the next picture", async () => {
  const tellsItsNumber = `
    import { parentPort, threadId } from "node:worker_threads";
    parentPort.on("message", ({ id }) => parentPort.postMessage({ kind: "value", id, value: threadId }));`;
  const script = new URL(`data:text/javascript,${encodeURIComponent(tellsItsNumber)}`);
  const kept = createPictures({ log, script });
  expect(await kept.find(qrPng(link))).toBe(await kept.find(qrPng(link)));
  kept.close();

  pictures = createPictures({ log, script, idleLimit: 10 });
  const first = await pictures.find(qrPng(link));
  await expect.poll(() => pictures?.find(qrPng(link)), { interval: 100 }).not.toBe(first);
});

it("takes nothing more after it was closed", async () => {
  pictures = createPictures({ log });
  pictures.close();
  await expect(pictures.find(qrPng(link))).rejects.toMatchObject({ code: "cancelled" });
});
