// Starts the decoders of picture formats, which are WebAssembly from our own disk: compiled once a thread, started anew for
// each picture, so that what the last one broke or kept is gone, and its memory with it.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { AppError } from "../../../shared/ipc/errors.ts";

/** What Emscripten's modules take, in place of their own ways to start, and to tell what helps nobody. */
export interface DecoderOptions {
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    started: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
}

/** What a decoder has of its memory; numbers only: whoever knew the memory itself would keep it. */
interface Share {
  /** bytes */
  taken: number;
  isUsedUp: boolean;
}

const page = 65_536;
/** Bytes. A picture of 40 megapixels, transparent or of ten bits a colour, takes most of it. */
const mostMemory = 448 * 1024 * 1024;
/** Bytes; less is left to the engine, whose own time it takes. */
const worthFreeing = 32 * 1024 * 1024;
const compiled = new Map<string, Promise<WebAssembly.Module>>();

/**
 * Answers what `use` answers, who starts the decoder `file` (by the name of its package) with what it is given and keeps nothing
 * of it.
 * @throws AppError `picture-too-large` (`unit` is `memory`) when the decoder's share was not enough, and whatever `use` throws
 */
export async function withDecoder<Result>(
  file: string,
  use: (options: DecoderOptions) => Promise<Result>,
): Promise<Result> {
  const started = compiled.get(file) ?? compile(file);
  compiled.set(file, started);
  const code = await started;
  const share: Share = { taken: 0, isUsedUp: false };
  try {
    return await use({
      instantiateWasm: (imports, started) => {
        const instance = new WebAssembly.Instance(code, imports);
        limitMemory(instance, share);
        started(instance);
        return instance.exports;
      },
      print: () => undefined,
      printErr: () => undefined,
    });
  } catch (failure) {
    // What decoders say when they get no memory is the same as for a broken picture.
    if (!share.isUsedUp) throw failure;
    throw new AppError("picture-too-large", { limit: mostMemory, unit: "memory" }, { cause: failure });
  } finally {
    if (share.taken > worthFreeing) collectGarbage();
  }
}

async function compile(file: string): Promise<WebAssembly.Module> {
  const bytes = await readFile(createRequire(import.meta.url).resolve(file));
  return new WebAssembly.Module(Uint8Array.from(bytes));
}

/**
 * The engine does not count a decoder's memory when it decides whether to collect: a picture of 8K would keep 140 MB more through
 * the whole search. Its collector is reached by name only after this flag.
 */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

/**
 * SECURITY: what a picture says of its size in its header and in its data are two things, and only the decoder sees the second:
 * beyond its share it is told that there is no memory left: P11.
 */
function limitMemory({ exports }: WebAssembly.Instance, share: Share): void {
  for (const memory of Object.values(exports)) {
    if (!(memory instanceof WebAssembly.Memory)) continue;
    const grow = memory.grow.bind(memory);
    memory.grow = (pages) => {
      const wanted = memory.buffer.byteLength + pages * page;
      if (wanted > mostMemory) {
        share.isUsedUp = true;
        throw new RangeError("the decoder's share is used up");
      }
      share.taken = wanted;
      return grow(pages);
    };
  }
}
