// The store's small documents in memory, for unit tests. Values go through JSON, as they do on disk.
import type { RecordKind, Records } from "../../electron/core/store/records.ts";

export interface MemoryRecords extends Records {
  /** everything as it would be on disk */
  text(): string;
}

export function memoryRecords(): MemoryRecords {
  const documents = new Map<string, string>();
  const key = (kind: RecordKind, id: string) => `${kind}/${id}`;
  return {
    async list(kind) {
      const mine = [...documents].filter(([name]) => name.startsWith(`${kind}/`));
      return mine.map(([name, text]) => ({ id: name.slice(kind.length + 1), data: JSON.parse(text) }));
    },
    async get(kind, id) {
      const text = documents.get(key(kind, id));
      return text === undefined ? undefined : JSON.parse(text);
    },
    async put(kind, id, data) {
      documents.set(key(kind, id), JSON.stringify(data));
    },
    async putAll(kind, all) {
      const texts = all.map(({ id, data }) => [key(kind, id), JSON.stringify(data)] as const);
      for (const [name, text] of texts) documents.set(name, text);
    },
    async remove(kind, id) {
      documents.delete(key(kind, id));
    },
    text: () => JSON.stringify([...documents]),
  };
}
