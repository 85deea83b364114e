// Another program on the same screen as ours: a real browser of its own, with a window at a given place.
import { chromium, type Page } from "playwright-core";

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface OtherBrowser {
  readonly page: Page;
  close(): Promise<void>;
}

/**
 * `home`: a folder of the caller's, for its profile; `place` in pixels of all screens together; `environment` of a Wayland
 * desktop, on which it is drawn instead.
 */
export async function startOtherBrowser(options: {
  readonly display: string;
  readonly home: string;
  readonly place: Place;
  readonly environment?: Readonly<Record<string, string>>;
}): Promise<OtherBrowser> {
  const { display, home, place, environment } = options;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    headless: false,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--no-first-run"],
      `--window-position=${place.x},${place.y}`,
      `--window-size=${place.width},${place.height}`,
      ...(environment ? ["--ozone-platform=wayland"] : []),
    ],
    env: { ...(process.env as Record<string, string>), ...environment, HOME: home, DISPLAY: display },
  });
  const context = await browser.newContext({ viewport: null, ignoreHTTPSErrors: true });
  return { page: await context.newPage(), close: () => browser.close() };
}

/** Shows nothing but one picture, with a title of its own. */
export async function showPicture(page: Page, png: Buffer, title: string): Promise<void> {
  const address = `data:image/png;base64,${png.toString("base64")}`;
  await page.setContent(`<title>${title}</title><img alt="${title}" src="${address}">`);
  await page.getByAltText(title).waitFor();
}
