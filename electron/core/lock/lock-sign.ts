// What the store knows of the lock: that there is one, and the name of its key, which is no secret. A keychain that has
// lost the lock's own item is told from one that never had a lock by it.
import { z } from "zod";
import type { Records } from "../store/records.ts";

export interface LockSign {
  /** undefined: there is no lock, as far as the store knows */
  generation(): Promise<string | undefined>;
  /** After the lock's own item is written, and before anything is sealed. */
  set(generation: string): Promise<void>;
  /** Before the lock's own item goes. */
  remove(): Promise<void>;
}

const Stored = z.object({ generation: z.string().max(40) });
const id = "sign";

export function createLockSign(records: Records): LockSign {
  return {
    async generation() {
      const known = Stored.safeParse(await records.get("lock", id));
      return known.success ? known.data.generation : undefined;
    },
    set: (generation) => records.put("lock", id, { generation }),
    remove: () => records.remove("lock", id),
  };
}
