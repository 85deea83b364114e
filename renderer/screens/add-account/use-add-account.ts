// The steps of adding an account: find the servers, try both, ask about a certificate. It keeps what was typed.
import { useState } from "react";
import type { ErrorView } from "../../../shared/ipc/errors.ts";
import type { Pin, Servers } from "../../../shared/models/account.ts";
import type { JobView } from "../../../shared/models/job.ts";
import { useJobCall } from "../../ipc/hooks.ts";
import { words } from "../../words/words.ts";
import { pinOf } from "./certificate-dialog.tsx";
import {
  emptyServerForm,
  readServerForm,
  type ServerForm,
  type ServerFormErrors,
  serverFormOf,
} from "./server-form.ts";
import { type SuggestedServers, suggestedServers } from "./suggested-servers.ts";

export interface PersonForm {
  readonly name: string;
  readonly address: string;
  readonly password: string;
}

export interface FormErrors extends ServerFormErrors {
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly password?: string | undefined;
}

interface Found {
  readonly address: string;
  readonly providerId: string | undefined;
  readonly servers: Servers;
}

export function useAddAccount(onAdded: (address: string) => void) {
  const [person, setPerson] = useState<PersonForm>({ name: "", address: "", password: "" });
  const [servers, setServers] = useState<ServerForm>(emptyServerForm);
  const [byHand, setByHand] = useState(false);
  const [errors, setErrors] = useState<FormErrors>({});
  const [found, setFound] = useState<Found>();
  const [suggested, setSuggested] = useState<SuggestedServers>();
  const [pins, setPins] = useState<readonly Pin[]>([]);
  const [askedPin, setAskedPin] = useState<ErrorView>();

  const add = useJobCall("accounts.add", () => onAdded(person.address.trim()));
  const nothingTyped = servers.imap.host === "" && servers.smtp.host === "";
  const suggest = (answer: SuggestedServers) => {
    setSuggested(answer);
    setServers(serverFormOf(answer.servers));
  };
  const lookup = useJobCall(
    "accounts.lookup",
    (job) => {
      const answer = foundIn(job, person.address.trim());
      if (!answer) return;
      setFound(answer);
      setServers(serverFormOf(answer.servers));
      start(answer.servers, answer.providerId, pins);
    },
    (error) => {
      const answer = suggestedServers(error, person.address.trim());
      if (!answer) return;
      suggest(answer);
      setByHand(true);
      lookup.reset();
    },
  );
  const prefill = useJobCall(
    "accounts.lookup",
    (job) => {
      const answer = foundIn(job, person.address.trim());
      if (!answer) return;
      setFound(answer);
      if (nothingTyped) setServers(serverFormOf(answer.servers));
    },
    (error) => {
      const answer = suggestedServers(error, person.address.trim());
      if (answer && nothingTyped) suggest(answer);
    },
  );

  const start = (chosen: Servers, providerId: string | undefined, trusted: readonly Pin[]) =>
    add.start({
      name: person.name.trim(),
      address: person.address.trim(),
      password: person.password,
      servers: chosen,
      pins: [...trusted],
      ...(providerId === undefined ? {} : { providerId }),
    });

  const submit = () => {
    const wrong = personErrors(person);
    const read = byHand ? readServerForm(servers) : undefined;
    const all: FormErrors = { ...wrong, ...(read && "errors" in read ? read.errors : {}) };
    setErrors(all);
    if (Object.values(all).some((error) => error !== undefined)) return;
    lookup.reset();
    add.reset();
    prefill.reset();
    setSuggested(undefined);
    if (read && "servers" in read) start(read.servers, providerFor(found, read.servers), pins);
    else lookup.start({ address: person.address.trim() });
  };

  const chooseByHand = (chosen: boolean) => {
    setByHand(chosen);
    setErrors({});
    setSuggested(undefined);
    lookup.reset();
    const address = person.address.trim();
    if (!chosen) return;
    setServers((typed) => (typed.userName === "" ? { ...typed, userName: address } : typed));
    if (looksLikeAddress(address) && found?.address !== address) prefill.start({ address });
  };

  // A refused certificate asks once for each answer; `askedPin` is the answer that was already declined.
  const failure = add.error ?? lookup.error;
  const asksPin = failure && askedPin !== failure ? pinOf(failure) : undefined;

  return {
    person,
    setPerson,
    servers,
    setServers,
    byHand,
    chooseByHand,
    errors,
    suggested,
    submit,
    running: add.running || lookup.running,
    job: add.running ? add.job : lookup.job,
    phase: add.running ? addPhase(add.job, servers) : words.addAccount.looking(person.address.trim()),
    cancel: () => (add.running ? add.cancel() : lookup.cancel()),
    failure: asksPin ? undefined : failure,
    certificate: asksPin && failure ? { error: failure, pin: asksPin } : undefined,
    declineCertificate: () => setAskedPin(failure),
    trust: (pin: Pin) => {
      const trusted = [...pins.filter((old) => old.host !== pin.host || old.port !== pin.port), pin];
      setPins(trusted);
      setAskedPin(failure);
      const read = readServerForm(servers);
      if ("servers" in read) start(read.servers, providerFor(found, read.servers), trusted);
    },
  };
}

function foundIn(job: JobView, address: string): Found | undefined {
  if (job.result?.kind !== "servers") return undefined;
  return { address, providerId: job.result.providerId, servers: job.result.servers };
}

/** A provider's facts hold only for its own servers. */
function providerFor(found: Found | undefined, servers: Servers): string | undefined {
  return found && found.servers.imap.host === servers.imap.host ? found.providerId : undefined;
}

function personErrors(person: PersonForm): FormErrors {
  const text = words.addAccount;
  return {
    name: person.name.trim() === "" ? text.nameNeeded : undefined,
    address: looksLikeAddress(person.address.trim()) ? undefined : text.addressNeeded,
    password: person.password === "" ? text.passwordNeeded : undefined,
  };
}

/** Only what saves a round trip; the core decides. */
function looksLikeAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text);
}

function addPhase(job: JobView | undefined, servers: ServerForm): string {
  const text = words.addAccount;
  switch (job?.phase) {
    case "checking-imap":
      return text.checking("imap", servers.imap.host);
    case "checking-smtp":
      return text.checking("smtp", servers.smtp.host);
    case "saving":
      return text.saving;
    default:
      return text.working;
  }
}
