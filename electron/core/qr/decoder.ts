// Starts the decoders of picture formats, which are WebAssembly from our own disk: compiled once a thread, started anew for
// each picture, so that what the last one broke or kept is gone, and its memory with it.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** What Emscripten's modules take, in place of their own ways to start, and to tell what helps nobody. */
export interface DecoderOptions {
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    started: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
}

const page = 65_536;
/** Bytes. A picture of 40 megapixels, transparent or of ten bits a colour, takes most of it. */
const mostMemory = 448 * 1024 * 1024;
const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** `file`: the decoder, by the name of its package. */
export async function decoderOptions(file: string): Promise<DecoderOptions> {
  const started = compiled.get(file) ?? compile(file);
  compiled.set(file, started);
  const code = await started;
  return {
    instantiateWasm: (imports, started) => {
      const instance = new WebAssembly.Instance(code, imports);
      limitMemory(instance);
      started(instance);
      return instance.exports;
    },
    print: () => undefined,
    printErr: () => undefined,
  };
}

async function compile(file: string): Promise<WebAssembly.Module> {
  const bytes = await readFile(createRequire(import.meta.url).resolve(file));
  return new WebAssembly.Module(Uint8Array.from(bytes));
}

/**
 * SECURITY: what a picture says of its size in its header and in its data are two things, and only the decoder sees the second:
 * beyond its share it is told that there is no memory left: P11.
 */
function limitMemory({ exports }: WebAssembly.Instance): void {
  for (const memory of Object.values(exports)) {
    if (!(memory instanceof WebAssembly.Memory)) continue;
    const grow = memory.grow.bind(memory);
    memory.grow = (pages) => {
      if (memory.buffer.byteLength + pages * page > mostMemory)
        throw new RangeError("the decoder's share is used up");
      return grow(pages);
    };
  }
}
