// Exports of Google Authenticator that come as several QR codes: their parts are collected over as many pictures as it
// takes. They hold secrets and stay here; the page is told which parts there are.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { MigrationParts } from "../../../shared/models/scan.ts";
import { type Part, readPart } from "../importers/google-migration.ts";
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
  /**
   * Exports of a single part may all have the same number, and programs that imitate the export may give one to all of theirs:
   * a part never takes the place of another that says something else.
   */
  const idOf = ({ batch, size, index }: Part, link: string) => {
    const isOf = (other: Batch) => other.size === size && (size === 1 || other.number === batch);
    const known = [...batches].filter(([, other]) => isOf(other));
    const same = known.find(([, { links }]) => links.get(index + 1)?.reveal() === link);
    const open = known.find(([, { links }]) => !links.has(index + 1));
    return (same ?? open)?.[0] ?? newId();
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
