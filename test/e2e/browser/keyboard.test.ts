// The program without a mouse: where Tab goes, what shows the focus, what arrows and Escape do, and where the focus is
// when something that was open is closed.
import { afterAll, beforeAll, expect, test } from "vitest";
import { letter, type Reader, startReader, until } from "../../support/reader.ts";

let reader: Reader;

beforeAll(async () => {
  reader = await startReader([
    letter({ subject: "First", text: "one" }),
    letter({ subject: "Second", text: "two" }),
    letter({ subject: "Third", text: "three" }),
  ]);
  await reader.page.getByRole("option", { name: /First/ }).waitFor();
});
afterAll(() => reader?.close());

/** Role and name of what has the focus, as far as the page says it, and whether that can be seen. */
const focus = () =>
  reader.page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return "nothing";
    const name =
      element.getAttribute("aria-label") ?? element.getAttribute("placeholder") ?? element.innerText;
    const role = element.getAttribute("role") ?? element.tagName.toLowerCase();
    return `${role} ${name.trim().split("\n")[0] ?? ""}`.trim();
  });

const isShown = () =>
  reader.page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return false;
    const rings = (one: Element) => {
      const style = getComputedStyle(one);
      return (
        (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow.includes("inset")
      );
    };
    // A line that turns into the accent is the ring of a separator; a list shows the row where the keys are.
    return rings(element) || [...element.querySelectorAll("[role=option]")].some(rings);
  });

async function tabs(count: number): Promise<readonly string[]> {
  const stops: string[] = [];
  for (let stop = 0; stop < count; stop += 1) {
    await reader.page.keyboard.press("Tab");
    stops.push(await focus());
    expect([stops.at(-1), await isShown()]).toEqual([stops.at(-1), true]);
  }
  return stops;
}

const press = (...keys: readonly string[]) =>
  keys.reduce(async (before, key) => {
    await before;
    await reader.page.keyboard.press(key);
  }, Promise.resolve());

test("Tab goes from the places over the folders and the list to the message, and each stop is seen", async () => {
  expect(await tabs(9)).toEqual([
    "button Mail",
    "button Authenticator",
    "button Settings",
    "button Compose",
    "treeitem Inbox, 3 unread",
    "separator Folders",
    "input Search mail",
    "listbox Messages",
    "separator Messages",
  ]);
});

test("arrows walk through folders and messages, and Enter goes into the message", async () => {
  const { page } = reader;
  await page.getByRole("tree", { name: "Folders" }).getByRole("treeitem").first().focus();
  await press("ArrowDown", "ArrowDown", "ArrowDown");
  expect(await focus()).toMatch(/^treeitem (Drafts|Sent|Archive|Junk|Trash)/);
  await press("End");
  const last = await focus();
  await press("Enter");
  await page.getByText("Nothing here").waitFor();
  expect(await focus()).toBe(last);
  await press("Home", "Enter");
  await page.getByRole("listbox", { name: "Messages" }).focus();
  await press("ArrowDown");
  await page.getByRole("heading", { name: "Third" }).waitFor();
  await press("ArrowDown");
  await page.getByRole("heading", { name: "Second" }).waitFor();
  await press("Shift+ArrowDown");
  await page.getByText("2 messages chosen").waitFor();
  await press("ArrowUp");
  await page.getByRole("heading", { name: "Second" }).waitFor();
  await press("Enter");
  expect(await focus()).toBe("section Message");
  await press("Tab");
  expect(await focus()).toBe("button Reply");
});

test("what was open gives the focus back where it was", async () => {
  const { page } = reader;
  const messages = page.getByRole("listbox", { name: "Messages" });
  await messages.focus();
  for (const [keys, role] of [
    ["Control+k", "dialog"],
    ["v", "dialog"],
  ] as const) {
    await press(keys);
    await page.getByRole(role).waitFor();
    await press("Escape");
    await page.getByRole(role).waitFor({ state: "detached" });
    await until(async () => (await focus()) === "listbox Messages");
  }
  await press("c");
  await page.getByRole("form", { name: "New message" }).waitFor();
  await press("Escape");
  await until(async () => (await focus()) === "listbox Messages");

  const more = page.getByRole("button", { name: "More" });
  await more.focus();
  await press("Enter");
  await page.getByRole("menu").waitFor();
  await press("Enter");
  await page.getByRole("dialog", { name: "Move to a folder" }).waitFor();
  await press("Escape");
  await until(async () => (await focus()) === "button More");

  await page.getByRole("button", { name: "Compose" }).focus();
  await press("Enter");
  const form = page.getByRole("form", { name: "New message" });
  await form.getByRole("textbox", { name: "To", exact: true }).fill("bob@letters.test");
  await form.getByRole("button", { name: "Discard" }).focus();
  await press("Enter");
  await page.getByRole("alertdialog").waitFor();
  // The safe answer has the focus, and Escape is the same.
  expect(await focus()).toBe("button Go on writing");
  await press("Escape");
  await until(async () => (await focus()) === "button Discard");
  await press("Enter");
  await page.getByRole("alertdialog").waitFor();
  await press("Tab", "Enter");
  await form.waitFor({ state: "detached" });
  await until(async () => (await focus()) === "button Compose");
});

test("the search is reached with a key, and Escape leads back to the list", async () => {
  const { page } = reader;
  await page.getByRole("listbox", { name: "Messages" }).focus();
  await press("/");
  expect(await focus()).toBe("input Search mail");
  await page.keyboard.type("second");
  await page.getByRole("status").filter({ hasText: "1 message with “second”" }).waitFor();
  await press("ArrowDown");
  expect(await focus()).toBe("listbox Messages");
  await press("/", "Escape");
  await page.getByRole("option", { name: /First/ }).waitFor();
  expect(await focus()).toBe("listbox Messages");
  expect(reader.pageErrors.filter((text) => !text.startsWith("Blocked script execution"))).toEqual([]);
});
