import { expect, it } from "vitest";
import { findCommands } from "../../../renderer/screens/mail/find-commands.ts";

const commands = ["Remove: Post, ann", "Move up: Post, ann", "Search codes", "Move to a folder"].map(
  (name) => ({
    ...{ name, keys: "" },
    run: () => undefined,
  }),
);
const found = (typed: string) => findCommands(commands, typed).map(({ name }) => name);

it("keeps the order while nothing is typed", () => {
  expect(found(" ")).toEqual(commands.map(({ name }) => name));
});

it("puts names in which a word begins like that before those that merely hold it", () => {
  expect(found("move")).toEqual(["Move up: Post, ann", "Move to a folder", "Remove: Post, ann"]);
  expect(found("POST mov")).toEqual(["Move up: Post, ann", "Remove: Post, ann"]);
  expect(found("emov")).toEqual(["Remove: Post, ann"]);
  expect(found("nothing")).toEqual([]);
});
