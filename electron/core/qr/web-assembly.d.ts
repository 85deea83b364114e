// The part of WebAssembly that the decoders use: Node has it, its types do not, and the core knows no browser's.
declare namespace WebAssembly {
  type Imports = Record<string, Record<string, unknown>>;
  type Exports = Record<string, unknown>;
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    readonly exports: Exports;
    constructor(module: Module, imports: Imports);
  }
  class Memory {
    readonly buffer: ArrayBuffer;
    constructor(size: { readonly initial: number });
    /** Answers how many pages of 64 KiB there were. */
    grow(pages: number): number;
  }
}
