import { expect, test } from "vitest";
import {
  emptyServerForm,
  readServerForm,
  serverFormOf,
  withSecurity,
} from "../../../renderer/screens/add-account/server-form.ts";

const servers = {
  imap: { host: "imap.letters.test", port: 993, security: "tls" as const, userName: "ann" },
  smtp: { host: "smtp.letters.test", port: 587, security: "starttls" as const, userName: "ann" },
};

test("servers survive the way through the form", () => {
  expect(readServerForm(serverFormOf(servers))).toEqual({ servers });
});

test("each empty or impossible field is named", () => {
  const read = readServerForm({ ...emptyServerForm, smtp: { host: "s", port: "99999", security: "tls" } });
  if (!("errors" in read)) throw new Error("it was taken");
  expect(Object.keys(read.errors.host ?? {})).toEqual(["imap"]);
  expect(Object.keys(read.errors.port ?? {})).toEqual(["smtp"]);
  expect(read.errors.userName).toBeDefined();
});

test("the usual port follows the kind of security, an own one stays", () => {
  expect(withSecurity(emptyServerForm, "smtp", "starttls").smtp.port).toBe("587");
  const own = { ...emptyServerForm, imap: { ...emptyServerForm.imap, port: "1993" } };
  expect(withSecurity(own, "imap", "starttls").imap.port).toBe("1993");
});
