// A long mailbox: only what is in sight is in the page, and every message can be reached by the keys.
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateMailbox } from "../../support/mailbox.ts";
import { type Reader, startReader, until } from "../../support/reader.ts";

const count = 420;
let reader: Reader;
beforeAll(async () => {
  reader = await startReader([]);
  reader.servers.fill(reader.address, generateMailbox({ count, owner: reader.address }));
  await reader.servers.doveadm(["index", "-u", reader.address, "INBOX"]);
});
afterAll(() => reader.close());

test("all rows are there for the keys, few of them in the page", async () => {
  const { page } = reader;
  const list = page.getByRole("listbox", { name: "Messages" });
  await page.locator(`[role=option][aria-setsize="${count}"]`).first().waitFor();
  expect(await list.getByRole("option").count()).toBeLessThan(40);
  await list.getByRole("option").first().click();
  await list.focus();
  await page.keyboard.press("End");
  await page.locator(`[role=option][aria-posinset="${count}"]`).waitFor();
  // The page of rows comes a moment after the scrolling: the key again finds it.
  await until(async () => {
    await page.keyboard.press("End");
    return page.locator(`[role=option][aria-posinset="${count}"][aria-selected=true]`).isVisible();
  });
  expect(await list.getByRole("option").count()).toBeLessThan(40);
  await page.keyboard.press("ArrowUp");
  await page.locator(`[role=option][aria-posinset="${count - 1}"][aria-selected=true]`).waitFor();
  await page.keyboard.press("Home");
  await page.locator('[role=option][aria-posinset="1"][aria-selected=true]').waitFor();
  expect(reader.pageErrors).toEqual([]);
});
