// Fills the authenticator with many entries of our own making, as an import would.
import { randomBytes } from "node:crypto";
import { encodeBase32 } from "../../electron/core/otp/base32.ts";
import { JobView } from "../../shared/models/job.ts";
import type { BrowserApp } from "./browser-app.ts";

/** Their issuers are `Issuer 0`, `Issuer 1` and so on; each has a key of its own. */
export async function addCodes(app: Pick<BrowserApp, "core">, count: number): Promise<void> {
  const links = Array.from(
    { length: count },
    (_, index) =>
      `otpauth://totp/Issuer%20${index}:ann${index}@example.org?secret=${encodeBase32(randomBytes(20))}&issuer=Issuer%20${index}`,
  );
  const read = await job(app, "import.files", { files: [new Uint8Array(Buffer.from(links.join("\n")))] });
  if (read.result?.kind !== "import") throw new Error(`not read: ${JSON.stringify(read.error)}`);
  const { importId } = read.result.preview;
  const saved = await job(app, "import.apply", { importId, leaveOut: [] });
  if (saved.state !== "done") throw new Error(`not saved: ${JSON.stringify(saved.error)}`);
}

async function job({ core }: Pick<BrowserApp, "core">, name: string, input: unknown): Promise<JobView> {
  return new Promise((resolve, reject) => {
    let id: string | undefined;
    const ended: JobView[] = [];
    const look = () => {
      const mine = ended.find((view) => view.id === id);
      if (!mine) return;
      stop();
      resolve(mine);
    };
    const stop = core.on((event) => {
      if (event.name !== "jobs.changed" || event.data.state === "running") return;
      ended.push(JobView.parse(event.data));
      look();
    });
    core.answer(name, input).then((reply) => {
      if (!reply.ok) {
        stop();
        reject(new Error(JSON.stringify(reply.error)));
        return;
      }
      id = (reply.value as { jobId: string }).jobId;
      look();
    }, reject);
  });
}
