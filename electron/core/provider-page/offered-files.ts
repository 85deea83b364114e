// PDFs that a provider's page has offered. They are held in memory only, until they are refused or their time is over.
import { AppError } from "../../../shared/ipc/errors.ts";

export interface OfferedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface OfferedFiles {
  /** Holds a file; answers its id. */
  hold(file: OfferedFile): string;
  /** Milliseconds are counted anew from here: the user wants it. @throws AppError `not-found` */
  take(id: string): void;
  /** A file that was taken. @throws AppError `not-found` */
  taken(id: string): OfferedFile;
  forget(id: string): void;
  /** Forgets those that nobody took. */
  forgetOffered(): void;
  forgetAll(): void;
}

const keepFor = 10 * 60_000;

export function createOfferedFiles(options: { readonly newId: () => string }): OfferedFiles {
  interface Held extends OfferedFile {
    taken: boolean;
    timer: NodeJS.Timeout;
  }
  const held = new Map<string, Held>();
  const find = (id: string) => {
    const file = held.get(id);
    if (!file) throw new AppError("not-found");
    return file;
  };
  const forget = (id: string) => {
    const file = held.get(id);
    if (!file) return;
    clearTimeout(file.timer);
    // SECURITY: P23. It may hold a key that opens the account.
    file.bytes.fill(0);
    held.delete(id);
  };
  const forgetLater = (id: string) => setTimeout(() => forget(id), keepFor).unref();
  return {
    hold(file) {
      const id = options.newId();
      held.set(id, { ...file, taken: false, timer: forgetLater(id) });
      return id;
    },
    take(id) {
      const file = find(id);
      clearTimeout(file.timer);
      file.taken = true;
      file.timer = forgetLater(id);
    },
    taken(id) {
      const file = find(id);
      if (!file.taken) throw new AppError("not-found");
      return { name: file.name, bytes: file.bytes };
    },
    forget,
    forgetOffered() {
      for (const [id, { taken }] of held) if (!taken) forget(id);
    },
    forgetAll() {
      for (const id of [...held.keys()]) forget(id);
    },
  };
}
