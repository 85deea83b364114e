// The sign in the system's tray. Draws the menu that the core gives it; decides nothing.
import { Menu, nativeImage, Tray } from "electron";
import type { TrayMenu } from "../core/platform.ts";
import { drawSign } from "./tray-picture.ts";

export interface SystemTray {
  show(menu: TrayMenu | undefined): void;
  /** whether closing the window leaves the program running in the tray */
  readonly staysOnClose: boolean;
}

export function createSystemTray(): SystemTray {
  let tray: Tray | undefined;
  let shown: TrayMenu | undefined;
  return {
    get staysOnClose() {
      return shown?.staysOnClose === true;
    },
    show(menu) {
      shown = menu;
      if (!menu) {
        tray?.destroy();
        tray = undefined;
        return;
      }
      if (!tray) {
        tray = new Tray(picture());
        // Where a click does not open the menu by itself (Windows), it opens the program.
        tray.on("click", () => shown?.open());
      }
      tray.setToolTip(menu.tooltip);
      tray.setContextMenu(Menu.buildFromTemplate(menu.items.map(itemOf)));
    },
  };
}

function itemOf(item: TrayMenu["items"][number]): Electron.MenuItemConstructorOptions {
  if (item === "line") return { type: "separator" };
  const { label, choose } = item;
  return choose ? { label, click: choose } : { label, enabled: false };
}

function picture(): Electron.NativeImage {
  const mac = process.platform === "darwin";
  const sign = nativeImage.createEmpty();
  for (const scaleFactor of [1, 2]) {
    const size = (process.platform === "linux" ? 24 : 16) * scaleFactor;
    const buffer = Buffer.from(drawSign(size, mac ? "black" : "colour"));
    sign.addRepresentation({
      scaleFactor,
      width: size,
      height: size,
      buffer: nativeImage.createFromBitmap(buffer, { width: size, height: size }).toPNG(),
    });
  }
  // A Mac draws it in the colour of its menu bar.
  sign.setTemplateImage(mac);
  return sign;
}
