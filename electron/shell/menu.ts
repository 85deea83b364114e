// The menu with the accelerators that people expect. Its labels are those of Electron's roles; reloading and the
// developer tools exist only in the unpackaged program.
import { app, Menu, type MenuItemConstructorOptions } from "electron";

export function setMenu(): void {
  const view: MenuItemConstructorOptions[] = [
    { role: "resetZoom" },
    { role: "zoomIn" },
    { role: "zoomOut" },
    { type: "separator" },
    { role: "togglefullscreen" },
  ];
  if (!app.isPackaged) view.unshift({ role: "reload" }, { role: "toggleDevTools" }, { type: "separator" });
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === "darwin" ? [{ role: "appMenu" } as const] : []),
    { role: "fileMenu" },
    { role: "editMenu" },
    { role: "viewMenu", submenu: view },
    { role: "windowMenu" },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
