// QR codes read, as texts that are exactly right: our pipeline against single decoders, on the same pictures in the same
// run. Pictures come from our own seeds, and from every folder beside the repository or named in GATEPOST_QR_SETS, with a
// manifest or with each picture's text beside it. Misses are written as pictures into a temporary folder, to be looked at.
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { scanGrayBuffer, ZBarSymbolType } from "@undecaf/zbar-wasm";
import jsQR from "jsqr";
import { decodeQR } from "qr/decode.js";
import { beforeAll, it } from "vitest";
import { z } from "zod";
import { findCodes } from "../../electron/core/qr/find-codes.ts";
import type { Grey } from "../../electron/core/qr/grey.ts";
import { loadPicture } from "../../electron/core/qr/load-picture.ts";
import { openZxing, type Zxing } from "../../electron/core/qr/zxing.ts";
import { qrPictureKinds, qrPictures } from "../support/qr-pictures.ts";
import { median, percentile, report } from "./report.ts";

interface Case {
  readonly name: string;
  readonly load: () => Promise<Buffer>;
  /** texts of the codes that are wholly visible */
  readonly wanted: readonly string[];
  /** texts that are no false finds, though they need not be found */
  readonly allowed: readonly string[];
}

interface Score {
  found: number;
  wrong: number;
  readonly ms: number[];
}

const Manifest = z.object({
  images: z.array(
    z.object({ file: z.string(), codes: z.array(z.object({ text: z.string(), required: z.boolean() })) }),
  ),
});

/** Every how manyeth picture is looked at, for a first impression. */
const every = Number(process.env.GATEPOST_QR_EVERY ?? 1);
const seed = Number(process.env.GATEPOST_QR_SEED ?? 1);
const usualSets = join(import.meta.dirname, "../../../shared/qr/corpora");
let zxing: Zxing;

beforeAll(async () => {
  zxing = await openZxing();
});

it("reads the pictures of our own seed", async () => {
  const pictures = [...qrPictures(seed, 4 * qrPictureKinds.length)];
  const cases = pictures.map(({ kind, file, texts }, index): Case => {
    return { name: `${kind}-${index}`, load: async () => file, wanted: texts, allowed: texts };
  });
  await measure(`own seed ${seed}`, cases, 99.5);
});

it("reads the sets that are there", { timeout: 7_200_000 }, async () => {
  const folders = await setFolders();
  if (folders.length === 0)
    console.log("No other sets: none beside the repository, none in GATEPOST_QR_SETS.");
  for (const folder of folders) {
    const names = await readdir(folder);
    if (names.includes("manifest.json")) {
      await measure(
        basename(folder),
        await casesOfManifest(folder),
        basename(folder).startsWith("hard") ? 97 : 99.5,
      );
    } else await measure(basename(folder), await casesOfTexts(folder, names), "best");
  }
});

async function casesOfManifest(folder: string): Promise<readonly Case[]> {
  const { images } = Manifest.parse(JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")));
  return images.map(({ file, codes }) => {
    const wanted = codes.filter(({ required }) => required).map(({ text }) => text);
    return {
      name: file,
      load: () => readFile(join(folder, file)),
      wanted,
      allowed: codes.map(({ text }) => text),
    };
  });
}

/** As the test pictures of ZXing lie: `1.png` with the text of its one code in `1.txt`, to the last line break. */
async function casesOfTexts(folder: string, names: readonly string[]): Promise<readonly Case[]> {
  const pictures = names.filter((name) => /\.(png|jpe?g|webp|gif|bmp)$/i.test(name));
  const cases = pictures.map(async (name): Promise<Case | undefined> => {
    const beside = name.replace(/\.[^.]+$/, ".txt");
    if (!names.includes(beside)) return undefined;
    const text = await readFile(join(folder, beside), "utf8");
    return { name, load: () => readFile(join(folder, name)), wanted: [text], allowed: [text] };
  });
  return (await Promise.all(cases)).filter((one) => one !== undefined);
}

async function setFolders(): Promise<readonly string[]> {
  const named = process.env.GATEPOST_QR_SETS?.split(delimiter).filter((folder) => folder !== "");
  if (named) return named;
  const names = await readdir(usualSets).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === "ENOENT") return [];
    throw failure;
  });
  return names.map((name) => join(usualSets, name));
}

/** Percent, or that no other decoder reads as many: pictures from elsewhere may show what nothing can read, and codes that their texts do not name. */
type Goal = number | "best";

async function measure(set: string, all: readonly Case[], goal: Goal): Promise<void> {
  const cases = all.filter((_, index) => index % every === 0);
  const scores = new Map<string, Score>();
  const untilRight: number[] = [];
  const withoutCode: number[] = [];
  const misses = await mkdtemp(join(tmpdir(), "gatepost-qr-misses-"));
  const bySize = new Map<string, number[]>();
  let there = 0;
  let byOthers = 0;
  for (const { name, load, wanted, allowed } of cases) {
    const bytes = await load();
    const picture = await loadPicture(bytes);
    there += new Set(wanted).size;
    const othersFound = new Set<string>();
    let last = 0;
    const ours = (grey: Grey) => {
      const begun = processorTime();
      const onFound = () => {
        last = processorTime() - begun;
      };
      return findCodes(grey, { zxing, timeLimit: 1_400, now: processorTime, onFound }).map(
        ({ text }) => text,
      );
    };
    for (const [decoder, read] of [["Gatepost", ours] as const, ...decoders]) {
      const begun = processorTime();
      const texts = new Set(await read(picture));
      const ms = processorTime() - begun;
      const score = scores.get(decoder) ?? { found: 0, wrong: 0, ms: [] };
      scores.set(decoder, score);
      const found = [...new Set(wanted)].filter((text) => texts.has(text)).length;
      score.found += found;
      score.wrong += [...texts].filter((text) => !allowed.includes(text)).length;
      score.ms.push(ms);
      if (decoder !== "Gatepost") {
        for (const text of texts) othersFound.add(text);
        continue;
      }
      if (wanted.length === 0) withoutCode.push(ms);
      else untilRight.push(last);
      const size = sizeOf(picture);
      if (wanted.length > 0) bySize.set(size, [...(bySize.get(size) ?? []), last]);
      if (found < new Set(wanted).size) await writeFile(join(misses, name.replaceAll("/", "_")), bytes);
    }
    byOthers += [...new Set(wanted)].filter((text) => othersFound.has(text)).length;
  }
  if (there === 0) tellWrong(set, scores);
  else tell(set, scores, there, goal, byOthers);
  for (const [size, ms] of bySize) {
    console.log(`Until the last right code, ${size}: ${spread(ms)} (${ms.length} pictures).`);
  }
  console.log(
    `Processor time until the last right code: ${spread(untilRight)}; without a code: ${spread(withoutCode)}.`,
  );
  console.log(`Pictures with a miss: ${misses}`);
}

/** The sizes of screens that have goals of their own. */
function sizeOf({ width, height }: Grey): string {
  const pixels = width * height;
  if (pixels > 7_000_000) return "4K";
  return pixels > 1_900_000 && pixels < 2_200_000 ? "1080p" : "other sizes";
}

function tell(
  set: string,
  scores: ReadonlyMap<string, Score>,
  there: number,
  goal: Goal,
  byOthers: number,
): void {
  const ours = scores.get("Gatepost");
  if (!ours) throw new Error("nothing was measured");
  const percent = ({ found }: Score) => (100 * found) / there;
  for (const [decoder, score] of scores) {
    const line = `${decoder.padEnd(12)} ${percent(score).toFixed(1).padStart(5)} %, ${score.wrong} wrong, ${spread(score.ms)}`;
    console.log(`${set}: ${line}`);
  }
  const others = [...scores].filter(([decoder]) => decoder !== "Gatepost");
  const best = Math.max(...others.map(([, score]) => percent(score)));
  report({
    what: `QR codes read, ${set} (${there} codes)`,
    measured: `${percent(ours).toFixed(1)} %, ${ours.wrong} wrong`,
    reference: `${best.toFixed(1)} % best single decoder, ${((100 * byOthers) / there).toFixed(1)} % all of them`,
    ratio: percent(ours) / best,
    goal: goal === "best" ? "more than the best single decoder" : `≥ ${goal} %, none wrong`,
    reached: goal === "best" ? percent(ours) > best : percent(ours) >= goal && ours.wrong === 0,
  });
}

/** Of a set without any code: whatever is read there is wrong. */
function tellWrong(set: string, scores: ReadonlyMap<string, Score>): void {
  for (const [decoder, { wrong, ms }] of scores) {
    console.log(`${set}: ${decoder.padEnd(12)} ${wrong} wrong, ${spread(ms)}`);
  }
  const ours = scores.get("Gatepost");
  if (!ours) throw new Error("nothing was measured");
  const others = [...scores.values()].filter((score) => score !== ours).map(({ wrong }) => wrong);
  report({
    what: `QR codes read where there is none, ${set} (${ours.ms.length} pictures)`,
    measured: `${ours.wrong} wrong`,
    reference: `${Math.min(...others)} to ${Math.max(...others)} wrong`,
    ratio: undefined,
    goal: "none wrong",
    reached: ours.wrong === 0,
  });
}

const decoders: readonly (readonly [string, (picture: Grey) => Promise<string[]>])[] = [
  [
    "jsQR",
    async (picture) => {
      const { width, height } = picture;
      const found = jsQR(new Uint8ClampedArray(coloured(picture)), width, height, {
        inversionAttempts: "attemptBoth",
      });
      return found && found.data !== "" ? [found.data] : [];
    },
  ],
  ["zxing-wasm", async (picture) => zxing(picture, { denoise: true }).flatMap(({ text }) => text ?? [])],
  [
    "qr",
    async (picture) => {
      try {
        return [decodeQR({ width: picture.width, height: picture.height, data: coloured(picture) })];
      } catch {
        // It throws when it finds nothing.
        return [];
      }
    },
  ],
  [
    "zbar-wasm",
    async ({ width, height, data }) => {
      const inverted = data.map((value) => 255 - value);
      const both = [data, inverted].map((grey) =>
        scanGrayBuffer(Uint8Array.from(grey).buffer, width, height),
      );
      // It reads other kinds of barcodes besides.
      const codes = (await Promise.all(both))
        .flat()
        .filter(({ type }) => type === ZBarSymbolType.ZBAR_QRCODE);
      return codes.map((symbol) => symbol.decode());
    },
  ],
];

function coloured({ data }: Grey): Uint8Array {
  const colours = new Uint8Array(data.length * 4).fill(255);
  for (let at = 0; at < data.length; at += 1) colours.fill(data[at] ?? 0, at * 4, at * 4 + 3);
  return colours;
}

/** Milliseconds that this process has kept the processor busy: other programs then do not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function spread(values: readonly number[]): string {
  if (values.length === 0) return "none";
  const [middle, most] = [median(values), percentile(values, 95)].map((value) => value.toFixed(0));
  return `median ${middle} ms, p95 ${most} ms`;
}
