// What development and tests may set from outside. SECURITY: none of it exists in the packaged program.
import { readFileSync } from "node:fs";
import { app } from "electron";
import type { PracticeDomain } from "../core/platform.ts";

export interface Overrides {
  /** folder for all data instead of the usual one */
  readonly dataFolder: string | undefined;
  /** add a practice account of this provider at start */
  readonly practice: "mail-com" | "mailfence" | undefined;
  /** practice providers that run already */
  readonly practiceDomains: readonly PracticeDomain[];
  /** file for a picture of the window, written again every few seconds */
  readonly picture: string | undefined;
  /** address of the dev server */
  readonly development: string | undefined;
}

export function readOverrides(environment: Readonly<Record<string, string | undefined>>): Overrides {
  const read = (name: string) => (app.isPackaged ? undefined : environment[name] || undefined);
  const practice = read("GATEPOST_PRACTICE");
  const domains = read("GATEPOST_PRACTICE_DOMAINS");
  return {
    dataFolder: read("GATEPOST_DATA"),
    practice: practice === "mail-com" || practice === "mailfence" ? practice : undefined,
    // The file is written by the tests just before; what is wrong with it should be seen at once.
    practiceDomains: domains ? (JSON.parse(readFileSync(domains, "utf8")) as PracticeDomain[]) : [],
    picture: read("GATEPOST_PICTURE"),
    development: read("GATEPOST_DEV_SERVER"),
  };
}
