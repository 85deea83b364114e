// The steps of adding an account: find the servers, try both, ask about a certificate. It keeps what was typed.
import { useState } from "react";
import type { ErrorView } from "../../../shared/ipc/errors.ts";
import type { Pin, Servers } from "../../../shared/models/account.ts";
import type { JobView } from "../../../shared/models/job.ts";
import { findProvider, providerOf } from "../../../shared/providers/index.ts";
import { useJobCall } from "../../ipc/hooks.ts";
import { words } from "../../words/words.ts";
import { useOffer } from "../relogin/other-way.tsx";
import { pinOf } from "./certificate-dialog.tsx";
import { readServerForm, type ServerForm, type ServerFormErrors } from "./server-form.ts";
import { useFoundServers } from "./use-found-servers.ts";

/** by a password typed here, or at the provider's own page */
export type Way = "password" | "oauth";

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

export function useAddAccount(onAdded: (address: string) => void) {
  const [person, setPerson] = useState<PersonForm>({ name: "", address: "", password: "" });
  const [byHand, setByHand] = useState(false);
  const [errors, setErrors] = useState<FormErrors>({});
  const [pins, setPins] = useState<readonly Pin[]>([]);
  const [askedPin, setAskedPin] = useState<ErrorView>();

  const [way, setWay] = useState<Way>("password");

  const address = person.address.trim();
  const byPassword = useJobCall("accounts.add", () => onAdded(address));
  const byPermission = useJobCall("oauth.addAccount", () => onAdded(address));
  const add = way === "oauth" ? byPermission : byPassword;
  const { servers, setServers, lookup, ...finding } = useFoundServers(address, {
    onFound: (found) => {
      // A domain of one's own at such a provider: a password would only be refused there.
      const refusesPasswords = providerOf(found.providerId)?.oauth?.required === true;
      if (way === "oauth" || !refusesPasswords) start(found.servers, found.providerId, pins, way);
    },
    onSuggested: () => setByHand(true),
  });
  const offer = useOffer({
    address: looksLikeAddress(address) ? address : "",
    providerId: finding.foundProviderId,
  });

  const start = (
    chosen: Servers,
    providerId: string | undefined,
    trusted: readonly Pin[],
    chosenWay: Way,
  ) => {
    const account = {
      name: person.name.trim(),
      address,
      servers: chosen,
      pins: [...trusted],
      ...(providerId === undefined ? {} : { providerId }),
    };
    if (chosenWay === "oauth") byPermission.start(account);
    else byPassword.start({ ...account, password: person.password });
  };

  const submit = (chosenWay: Way) => {
    const wrong = personErrors(person, chosenWay);
    const read = byHand ? readServerForm(servers) : undefined;
    const all: FormErrors = { ...wrong, ...(read && "errors" in read ? read.errors : {}) };
    setErrors(all);
    if (Object.values(all).some((error) => error !== undefined)) return;
    setWay(chosenWay);
    byPassword.reset();
    byPermission.reset();
    finding.reset();
    if (read && "servers" in read) start(read.servers, finding.providerFor(read.servers), pins, chosenWay);
    else lookup.start({ address });
  };

  const chooseByHand = (chosen: boolean) => {
    setByHand(chosen);
    setErrors({});
    finding.reset();
    if (!chosen) return;
    setServers((typed) => (typed.userName === "" ? { ...typed, userName: address } : typed));
    if (looksLikeAddress(address)) finding.prefill();
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
    suggested: finding.suggested,
    provider:
      providerOf(finding.foundProviderId) ?? findProvider(address.slice(address.lastIndexOf("@") + 1)),
    offer,
    submit,
    running: add.running || lookup.running,
    job: add.running ? add.job : lookup.job,
    phase: add.running ? addPhase(add.job, servers) : words.addAccount.looking(address),
    cancel: () => (add.running ? add.cancel() : lookup.cancel()),
    failure: asksPin ? undefined : failure,
    certificate: asksPin && failure ? { error: failure, pin: asksPin } : undefined,
    declineCertificate: () => setAskedPin(failure),
    trust: (pin: Pin) => {
      const trusted = [...pins.filter((old) => old.host !== pin.host || old.port !== pin.port), pin];
      setPins(trusted);
      setAskedPin(failure);
      const read = readServerForm(servers);
      if ("servers" in read) start(read.servers, finding.providerFor(read.servers), trusted, way);
    },
  };
}

function personErrors(person: PersonForm, way: Way): FormErrors {
  const text = words.addAccount;
  return {
    name: person.name.trim() === "" ? text.nameNeeded : undefined,
    address: looksLikeAddress(person.address.trim()) ? undefined : text.addressNeeded,
    password: way === "password" && person.password === "" ? text.passwordNeeded : undefined,
  };
}

/** Only what saves a round trip; the core decides. */
function looksLikeAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text);
}

function addPhase(job: JobView | undefined, servers: ServerForm): string {
  const text = words.addAccount;
  switch (job?.phase) {
    case "browser":
    case "exchanging":
      return words.oauth.phases[job.phase] ?? text.working;
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
