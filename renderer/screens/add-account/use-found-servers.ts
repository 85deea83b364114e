// The servers of an address: looked up, suggested or typed. What a person typed is replaced only when they ask for a
// lookup themselves.
import { useState } from "react";
import type { Servers } from "../../../shared/models/account.ts";
import type { JobView } from "../../../shared/models/job.ts";
import { useJobCall } from "../../ipc/hooks.ts";
import { emptyServerForm, type ServerForm, serverFormOf } from "./server-form.ts";
import { type SuggestedServers, suggestedServers } from "./suggested-servers.ts";

interface Found {
  readonly address: string;
  readonly providerId: string | undefined;
  readonly servers: Servers;
}

export function useFoundServers(
  address: string,
  told: { readonly onFound: (found: Found) => void; readonly onSuggested: () => void },
) {
  const [servers, setServers] = useState<ServerForm>(emptyServerForm);
  const [found, setFound] = useState<Found>();
  const [suggested, setSuggested] = useState<SuggestedServers>();
  const nothingTyped = servers.imap.host === "" && servers.smtp.host === "";

  const suggest = (answer: SuggestedServers) => {
    setSuggested(answer);
    setServers(serverFormOf(answer.servers));
  };
  const lookup = useJobCall(
    "accounts.lookup",
    (job) => {
      const answer = foundIn(job, address);
      if (!answer) return;
      setFound(answer);
      setServers(serverFormOf(answer.servers));
      told.onFound(answer);
    },
    (error) => {
      const answer = suggestedServers(error, address);
      if (!answer) return;
      suggest(answer);
      told.onSuggested();
      lookup.reset();
    },
  );
  const prefill = useJobCall(
    "accounts.lookup",
    (job) => {
      const answer = foundIn(job, address);
      if (!answer) return;
      setFound(answer);
      if (nothingTyped) setServers(serverFormOf(answer.servers));
    },
    (error) => {
      const answer = suggestedServers(error, address);
      if (answer && nothingTyped) suggest(answer);
    },
  );

  return {
    servers,
    setServers,
    suggested,
    lookup,
    /** whose servers these are, as far as they were looked up for this address */
    foundProviderId: found?.address === address ? found.providerId : undefined,
    /** Looks them up for somebody who is about to type them, unless they are known. */
    prefill: () => {
      if (found?.address !== address) prefill.start({ address });
    },
    /** Forgets what was asked, not what is known. */
    reset: () => {
      lookup.reset();
      prefill.reset();
      setSuggested(undefined);
    },
    /** A provider's facts hold only for its own servers. */
    providerFor: (chosen: Servers) =>
      found && found.servers.imap.host === chosen.imap.host ? found.providerId : undefined,
  };
}

function foundIn(job: JobView, address: string): Found | undefined {
  if (job.result?.kind !== "servers") return undefined;
  return { address, providerId: job.result.providerId, servers: job.result.servers };
}
