// Looking up a provider as a person would.
import { expect, it } from "vitest";
import { searchProviders } from "../../../renderer/screens/providers/search-providers.ts";
import { providers } from "../../../shared/providers/index.ts";

const ids = (typed: string) => searchProviders(typed).map(({ id }) => id);

it("lists all of them by name as long as nothing is typed", () => {
  expect(searchProviders("  ").length).toBe(providers.length);
  const names = searchProviders("").map(({ name }) => name);
  expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));
});

it.each([
  ["ada@GMX.de", ["gmx-net"]],
  ["gmx", ["gmx-com", "gmx-net"]],
  ["Web de", ["web-de"]],
  ["mailbox org", ["mailbox-org"]],
  ["hotmail.f", ["outlook"]],
  ["Exchange of nobody", []],
  ["ada@gmail.com.evil.example", []],
])("finds by %j", (typed, found) => {
  expect(ids(typed)).toEqual(found);
});
