// How long whole screens take in the built program's own thread, from the bytes of their file to the right code or to what is
// shown when there is none, and how much memory the largest ones need: coloured screens, made from a seed. The time is the
// processor's, so that other programs do not count.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPictures, type Pictures } from "../../electron/core/qr/pictures.ts";
import { colouredScreen, screenText } from "../support/coloured-screens.ts";
import { toJpeg, toPng, toWebp } from "../support/pictures.ts";
import { quietLog } from "../support/quiet-log.ts";
import { median, ms, percentile, report } from "./report.ts";

const seed = Number(process.env.GATEPOST_QR_SEED ?? 1);
const program = join(import.meta.dirname, "../../dist/main/cli.js");
const sizes = { "1080p": [1_920, 1_080], "4K": [3_840, 2_160], "8K": [7_680, 4_320] } as const;
let folder: string;
let pictures: Pictures;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gatepost-qr-screens-"));
  pictures = createPictures({ log: quietLog() });
  // What is loaded and compiled once a thread is no part of a picture's time.
  for (let number = 0; number < 3; number += 1) await pictures.look(screen("1080p", number, 4));
});
afterAll(async () => {
  pictures.close();
  await rm(folder, { recursive: true, force: true });
});

const screen = (size: keyof typeof sizes, number: number, moduleSize?: number): Buffer => {
  const [width, height] = sizes[size];
  const code = moduleSize === undefined ? {} : { moduleSize };
  return toPng(colouredScreen({ width, height, seed: seed * 1_000 + number, ...code }));
};

/** Milliseconds until the right code was told, and until all that the page shows was there. */
async function look(bytes: Buffer): Promise<{ readonly right: number | undefined; readonly end: number }> {
  const begun = processorTime();
  let right: number | undefined;
  await pictures.look(bytes, {
    onFound({ code }) {
      if (code.text === screenText) right ??= processorTime() - begun;
    },
  });
  return { right, end: processorTime() - begun };
}

it.each([
  ["1080p", [2, 3, 4, 6], 80, 1_000],
  ["4K", [3, 4, 6, 8], 300, 1_000],
  ["8K", [5, 6, 8, 12], 1_000, 1_300],
] as const)("finds the code on a screen of %s", async (size, modules, goal, goalOfMost) => {
  const times: number[] = [];
  let missed = 0;
  for (let number = 0; number < 12; number += 1) {
    const { right } = await look(screen(size, number, modules[number % modules.length]));
    if (right === undefined) missed += 1;
    times.push(right ?? Number.POSITIVE_INFINITY);
  }
  const [middle, most] = [median(times), percentile(times, 95)];
  report({
    what: `QR code on a coloured screen of ${size}, loading included`,
    measured: `median ${ms(middle)}, p95 ${ms(most)}, ${missed} of ${times.length} not found`,
    reference: "none",
    ratio: undefined,
    goal: `median < ${goal} ms, p95 < ${goalOfMost} ms, all found`,
    reached: middle < goal && most < goalOfMost && missed === 0,
  });
});

it.each(["1080p", "4K", "8K"] as const)("gives up on a screen of %s without a code", async (size) => {
  const times: number[] = [];
  for (let number = 0; number < 4; number += 1) times.push((await look(screen(size, 100 + number))).end);
  report({
    what: `No QR code on a coloured screen of ${size}: gives up, loading included`,
    measured: `at most ${ms(Math.max(...times))}`,
    reference: "none",
    ratio: undefined,
    goal: "< 1,500 ms",
    reached: Math.max(...times) < 1_500,
  });
});

it.runIf(process.platform === "linux")("needs little memory for a screen of 8K", async () => {
  const [width, height] = sizes["8K"];
  const picture = colouredScreen({ width, height, seed });
  for (const [format, bytes] of [
    ["PNG", toPng(picture)],
    ["JPEG", toJpeg(picture)],
    ["WebP", await toWebp(picture)],
  ] as const) {
    const file = join(folder, `screen.${format.toLowerCase()}`);
    await writeFile(file, bytes);
    const most = await mostMemory(["qr", file]);
    report({
      what: `Memory of the whole terminal program for a coloured screen of 8K without a code, ${format}`,
      measured: `${most.toFixed(0)} MB at most`,
      reference: "none",
      ratio: undefined,
      goal: "< 300 MB",
      reached: most < 300,
    });
  }
});

/** Megabytes, as the system has counted them while the program ran. */
async function mostMemory(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let most = 0;
  const timer = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
    most = Math.max(most, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1_024);
  }, 5);
  child.stdout.resume();
  const code = await new Promise((resolve) => child.once("exit", resolve));
  clearInterval(timer);
  expect(code).toBe(0);
  return most;
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
