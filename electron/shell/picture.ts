// Writes a picture of the window into a file, for a machine without a display (`npm start` says where it is).
import { renameSync, writeFileSync } from "node:fs";
import type { BrowserWindow } from "electron";
import { whenDrawn } from "./when-drawn.ts";

const again = 3_000;

/** Begins when the window has painted and ends with the window. The file is whole at any moment. */
export function keepPicture(window: BrowserWindow, file: string): void {
  const take = async () => {
    if (window.isDestroyed()) return;
    const picture = await window.webContents.capturePage();
    if (picture.isEmpty()) return;
    writeFileSync(`${file}.part`, picture.toPNG());
    renameSync(`${file}.part`, file);
  };
  whenDrawn(window, () => {
    const timer = setInterval(() => void take(), again);
    window.once("closed", () => clearInterval(timer));
    window.once("show", () => setTimeout(() => void take(), 500));
  });
}
