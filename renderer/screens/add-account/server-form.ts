// What a person types about servers, kept as text until it is right, and its way to and from `Servers`.
import type { Protocol, Security, Servers } from "../../../shared/models/account.ts";
import { words } from "../../words/words.ts";

export interface ServerText {
  readonly host: string;
  readonly port: string;
  readonly security: Security;
}

export interface ServerForm {
  readonly userName: string;
  readonly imap: ServerText;
  readonly smtp: ServerText;
}

export interface ServerFormErrors {
  readonly userName?: string | undefined;
  readonly host?: Partial<Record<Protocol, string>>;
  readonly port?: Partial<Record<Protocol, string>>;
}

/** RFC 8314 §7.3 (993, 465), RFC 3501 (143) and RFC 6409 (587). */
const usualPorts: Readonly<Record<Protocol, Readonly<Record<Security, string>>>> = {
  imap: { tls: "993", starttls: "143" },
  smtp: { tls: "465", starttls: "587" },
};

export const emptyServerForm: ServerForm = {
  userName: "",
  imap: { host: "", port: "993", security: "tls" },
  smtp: { host: "", port: "465", security: "tls" },
};

export function serverFormOf(servers: Servers): ServerForm {
  const text = (protocol: Protocol): ServerText => ({
    host: servers[protocol].host,
    port: String(servers[protocol].port),
    security: servers[protocol].security,
  });
  return { userName: servers.imap.userName, imap: text("imap"), smtp: text("smtp") };
}

/** The servers, or what is wrong with the fields. */
export function readServerForm(
  form: ServerForm,
): { readonly servers: Servers } | { readonly errors: ServerFormErrors } {
  const host: Partial<Record<Protocol, string>> = {};
  const port: Partial<Record<Protocol, string>> = {};
  for (const protocol of ["imap", "smtp"] as const) {
    if (form[protocol].host.trim() === "") host[protocol] = words.addAccount.hostNeeded;
    if (!portOf(form[protocol])) port[protocol] = words.addAccount.portWrong;
  }
  const userName = form.userName.trim() === "" ? words.addAccount.userNameNeeded : undefined;
  const wrong = userName !== undefined || Object.keys(host).length > 0 || Object.keys(port).length > 0;
  if (wrong) return { errors: { userName, host, port } };
  const server = (protocol: Protocol) => ({
    host: form[protocol].host.trim(),
    port: portOf(form[protocol]) ?? 0,
    security: form[protocol].security,
    userName: form.userName.trim(),
  });
  return { servers: { imap: server("imap"), smtp: server("smtp") } };
}

function portOf(text: ServerText): number | undefined {
  const number = /^\d{1,5}$/.test(text.port.trim()) ? Number(text.port.trim()) : 0;
  return number >= 1 && number <= 65_535 ? number : undefined;
}

/** Changes the kind of security, and the port with it if it still was the usual one. */
export function withSecurity(form: ServerForm, protocol: Protocol, security: Security): ServerForm {
  const old = form[protocol];
  const usual = usualPorts[protocol];
  const port = old.port === usual[old.security] ? usual[security] : old.port;
  return { ...form, [protocol]: { ...old, security, port } };
}
