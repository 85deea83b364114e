// Exports of Google Authenticator that come as several QR codes: their parts are collected over as many pictures as it
// takes. They hold secrets and stay here; the page is told which parts there are.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { MigrationParts } from "../../../shared/models/scan.ts";
import { readPart } from "../importers/google-migration.ts";
import { Secret } from "../secret.ts";

export interface CollectedParts {
  /** Keeps a part. `index` counts from 1. @throws AppError if it is none that can be read */
  add(link: string): { readonly batchId: string; readonly index: number; readonly of: number };
  /** @throws AppError `not-found` when it was forgotten */
  parts(batchId: string): MigrationParts;
  /** The links of all parts that are there, one a line. @throws AppError `not-found` */
  linksOf(batchId: string): Secret;
  forgetAll(): void;
}

interface Batch {
  /** that of the export; parts of one have it in common */
  readonly number: number;
  readonly size: number;
  readonly links: Map<number, Secret>;
  readonly until: number;
}

/** Milliseconds since the last part came. */
const keepFor = 15 * 60_000;

export function createCollectedParts(options: {
  readonly now: () => number;
  readonly newId: () => string;
}): CollectedParts {
  const { now, newId } = options;
  const batches = new Map<string, Batch>();
  const forgetOld = () => {
    for (const [batchId, { until }] of batches) if (until <= now()) batches.delete(batchId);
  };
  const find = (batchId: string) => {
    forgetOld();
    const batch = batches.get(batchId);
    if (!batch) throw new AppError("not-found");
    return batch;
  };
  /** Exports of a single part may all have the same number: each is its own. */
  const idOf = (part: { readonly batch: number; readonly size: number }, link: string) => {
    const same = [...batches].find(([, { number, size, links }]) =>
      size > 1
        ? number === part.batch && size === part.size
        : part.size === 1 && links.get(1)?.reveal() === link,
    );
    return same?.[0] ?? newId();
  };

  return {
    add(link) {
      forgetOld();
      const part = readPart(link, 1);
      const batchId = idOf(part, link);
      const links = new Map(batches.get(batchId)?.links).set(part.index + 1, new Secret(link));
      batches.set(batchId, { number: part.batch, size: part.size, links, until: now() + keepFor });
      setTimeout(forgetOld, keepFor + 1_000).unref();
      return { batchId, index: part.index + 1, of: part.size };
    },
    parts(batchId) {
      const { size, links } = find(batchId);
      return { batchId, size, have: [...links.keys()].sort((a, b) => a - b) };
    },
    linksOf: (batchId) =>
      new Secret([...find(batchId).links.values()].map((link) => link.reveal()).join("\n")),
    forgetAll: () => batches.clear(),
  };
}
