// The whole way from file to texts, on pictures of a seed of its own: nothing was tuned on them.
import { expect, it } from "vitest";
import { findCodes } from "../../../../electron/core/qr/find-codes.ts";
import { loadPicture } from "../../../../electron/core/qr/load-picture.ts";
import { openZxing } from "../../../../electron/core/qr/zxing.ts";
import { qrPictureKinds, qrPictures } from "../../../support/qr-pictures.ts";

it("reads every code of a picture of each kind, and no text that is not there", {
  timeout: 60_000,
}, async () => {
  const zxing = await openZxing();
  // Processor time of this process: how much is read must not depend on what else the machine does.
  const now = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
  const missed: string[] = [];
  const wrong: string[] = [];
  let there = 0;
  for (const { kind, file, texts } of qrPictures(20_261_122, qrPictureKinds.length)) {
    const found = findCodes(await loadPicture(file), { zxing, timeLimit: 1_400, now }).map(
      ({ text }) => text,
    );
    there += texts.length;
    missed.push(...texts.filter((text) => !found.includes(text)).map(() => kind));
    wrong.push(...found.filter((text) => !texts.includes(text)).map(() => kind));
  }
  expect(wrong).toEqual([]);
  expect(there).toBe(16);
  expect(missed).toEqual([]);
});
