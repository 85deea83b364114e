// What the page may ask of exports. The calls that give out a secret, as a picture, say so in their names.
import type { Jobs } from "../jobs.ts";
import { Secret } from "../secret.ts";
import type { HandlersOf } from "../topics.ts";
import type { ExportFlow } from "./export-flow.ts";

export function exportHandlers({
  flow,
  jobs,
}: {
  readonly flow: ExportFlow;
  readonly jobs: Jobs;
}): HandlersOf<"export"> {
  return {
    "export.save": ({ format, passphrase }) =>
      jobs.start("export.save", async (control) => {
        const secret = passphrase === undefined ? undefined : new Secret(passphrase);
        return { kind: "exported", report: await flow.save(format, secret, control) };
      }),
    "export.revealPicture": ({ codeId }) => flow.revealPicture(codeId),
    "export.revealMigration": async () => {
      const { pictures, leftOut } = await flow.revealMigration();
      return {
        pictures: pictures.map((picture) => ({ ...picture })),
        leftOut: leftOut.map(({ issuer, account }) => ({ issuer, account })),
      };
    },
  };
}
