// Tries both servers with what an account has stored, as its own sessions do: an access token that has run out is
// replaced once, in silence. It saves nothing.
import { open, seal } from "../credential.ts";
import type { JobControl } from "../jobs.ts";
import { logIn } from "../mail/log-in.ts";
import type { AccountRecord, MailThread } from "../mail/mail-service.ts";
import type { Remote } from "../worker-link.ts";
import type { Credentials } from "./credentials.ts";

/** Phases and failures as `checkServers`, and what the keychain and fetching a token can fail with. */
export async function checkStored(
  account: Pick<AccountRecord, "id" | "address" | "servers" | "pins" | "oauth">,
  tools: {
    readonly thread: Pick<Remote<MailThread>, "checkServers">;
    readonly credentials: Pick<Credentials, "forLogin">;
  },
  control: Pick<JobControl, "signal" | "report">,
): Promise<void> {
  const { address, servers, pins } = account;
  await logIn(
    async (_accountId, rejected) => seal(await tools.credentials.forLogin(account, rejected?.generation)),
    account.id,
    (credential) =>
      tools.thread.checkServers({ address, servers, pins, credential: open(credential) }, control),
  );
}
