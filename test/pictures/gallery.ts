// Photographs a page in both themes and two sizes, and notes on the way what a machine can see: text that is cut without
// an ellipsis, things that stick out of the window, controls without a name.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { BrowserApp } from "../support/browser-app.ts";
import { unlabelled } from "../support/unlabelled.ts";

const folder = join(import.meta.dirname, "../../test-results/screens");
interface Size {
  readonly width: number;
  readonly height: number;
}

const usual: Size = { width: 1280, height: 800 };
const usualSizes: readonly Size[] = [usual, { width: 900, height: 600 }];

export interface Gallery {
  /** Pictures of what is on screen now, light and dark in each size: `<name>-<theme>-<width>.png`. */
  shoot(app: Pick<BrowserApp, "page">, name: string, sizes?: readonly Size[]): Promise<void>;
  /** what looked wrong, one line each */
  readonly findings: readonly string[];
}

export async function openGallery(): Promise<Gallery> {
  await mkdir(folder, { recursive: true });
  const findings: string[] = [];
  return {
    findings,
    async shoot({ page }, name, sizes = usualSizes) {
      for (const size of sizes) {
        await page.setViewportSize(size);
        for (const theme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme: theme });
          await frameIsThere(page);
          const path = join(folder, `${name}-${theme}-${size.width}.png`);
          await page.screenshot({ path, animations: "disabled" });
        }
        findings.push(...(await cutOff(page)).map((what) => `${name} ${size.width}: ${what}`));
      }
      findings.push(...(await unlabelled(page)).map((line) => `${name}: no name: ${line.trim()}`));
      await page.setViewportSize(usual);
      await page.emulateMedia({ colorScheme: "light" });
    },
  };
}

/** Plain text is set anew for another theme. */
async function frameIsThere(page: Page): Promise<void> {
  const frames = page.frames().filter((frame) => frame !== page.mainFrame());
  for (let look = 0; look < 20 && frames.length > 0; look += 1) {
    await page.waitForTimeout(50);
    const texts = await Promise.all(
      page.frames().map((frame) =>
        frame
          .locator("body")
          .innerText()
          .catch(() => ""),
      ),
    );
    if (look > 3 && texts.every((text) => text !== "")) return;
  }
}

async function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>("body *")) {
      const text = element.textContent?.trim().slice(0, 40) ?? "";
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (box.width <= 1 || box.height <= 1 || style.visibility === "hidden") continue;
      const clips = style.overflowX !== "visible";
      const tooWide = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
      if (tooWide && clips && style.textOverflow !== "ellipsis" && element.tagName !== "INPUT")
        found.push(`wider than its box: <${element.tagName} ${element.className}> ${text}`);
      if (box.right > window.innerWidth + 1 && style.position !== "fixed")
        found.push(`sticks out to the right: <${element.tagName} ${element.className}> ${text}`);
      const parent = element.parentElement;
      if (
        element.tagName === "SPAN" &&
        parent?.tagName === "BUTTON" &&
        element.offsetWidth > parent.clientWidth
      )
        found.push(`wider than its button: ${text}`);
    }
    return [...new Set(found)].slice(0, 6);
  });
}
