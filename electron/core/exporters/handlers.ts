// What the page may ask of exports. The calls that give out a secret, as a picture, say so in their names.
import { sealedFormats } from "../../../shared/models/export.ts";
import type { Jobs } from "../jobs.ts";
import type { Lock } from "../lock/lock.ts";
import { Secret } from "../secret.ts";
import type { HandlersOf } from "../topics.ts";
import type { ExportFlow } from "./export-flow.ts";

export function exportHandlers({
  flow,
  jobs,
  lock,
}: {
  readonly flow: ExportFlow;
  readonly jobs: Jobs;
  readonly lock: Pick<Lock, "confirm">;
}): HandlersOf<"export"> {
  // SECURITY: P48. What leaves without protection is asked for by somebody who knows the lock's passphrase.
  const confirm = (typed: string | undefined) =>
    lock.confirm(typed === undefined ? undefined : new Secret(typed));
  return {
    "export.save": ({ format, passphrase, lockPassphrase }) =>
      jobs.start("export.save", async (control) => {
        if (!sealedFormats.has(format)) await confirm(lockPassphrase);
        const secret = passphrase === undefined ? undefined : new Secret(passphrase);
        return { kind: "exported", report: await flow.save(format, secret, control) };
      }),
    "export.printAll": ({ to, words, lockPassphrase }) =>
      jobs.start("export.printAll", async (control) => {
        await confirm(lockPassphrase);
        await flow.printAll(to, words, control);
        return { kind: "done" };
      }),
    "export.revealPicture": async ({ codeId, lockPassphrase }) => {
      await confirm(lockPassphrase);
      return flow.revealPicture(codeId);
    },
    "export.revealMigration": async ({ lockPassphrase }) => {
      await confirm(lockPassphrase);
      const { pictures, leftOut } = await flow.revealMigration();
      return {
        pictures: pictures.map((picture) => ({ ...picture })),
        leftOut: leftOut.map(({ issuer, account }) => ({ issuer, account })),
      };
    },
  };
}
