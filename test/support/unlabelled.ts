// Finds controls without a name in what a screen reader would be told of the page.
import type { Page } from "playwright-core";

const controls =
  "button|link|textbox|searchbox|combobox|checkbox|radio|switch|slider|spinbutton|tree|treeitem|listbox|option|" +
  "menuitem|dialog|alertdialog|img|progressbar|form|region|navigation";
const unnamed = new RegExp(`^\\s*- (${controls})(?! ")( \\[[^\\]]*\\])*:?\\s*$`);

/** Lines of the accessibility snapshot whose control has a role and no name; empty when all is well. */
export async function unlabelled(page: Page): Promise<readonly string[]> {
  const snapshot = await page.locator("body").ariaSnapshot();
  return snapshot.split("\n").filter((line) => unnamed.test(line));
}
