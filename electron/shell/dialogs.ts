// The system's file dialogs. The paths that they give go to the core and never to the page.
import { type BrowserWindow, dialog, type FileFilter } from "electron";

type Purpose = "picture" | "icon" | "attachment" | "import" | "pdf";

const filters: { readonly [Name in Purpose]: readonly FileFilter[] } = {
  picture: [
    {
      name: "PNG, JPEG, HEIC, WebP, AVIF, GIF, BMP, SVG, PDF",
      extensions: ["png", "jpg", "jpeg", "heic", "heif", "webp", "avif", "gif", "bmp", "svg", "pdf"],
    },
  ],
  icon: [
    {
      name: "PNG, JPEG, SVG, WebP, GIF, BMP",
      extensions: ["png", "jpg", "jpeg", "svg", "webp", "gif", "bmp"],
    },
  ],
  attachment: [],
  import: [],
  pdf: [{ name: "PDF", extensions: ["pdf"] }],
};

export async function chooseFiles(
  window: BrowserWindow | undefined,
  purpose: Purpose,
  several: boolean,
): Promise<readonly string[]> {
  const options = {
    properties: several ? (["openFile", "multiSelections"] as const) : (["openFile"] as const),
    filters: [...filters[purpose]],
  };
  const asked = { ...options, properties: [...options.properties] };
  const answer = window ? await dialog.showOpenDialog(window, asked) : await dialog.showOpenDialog(asked);
  return answer.canceled ? [] : answer.filePaths;
}

export async function chooseSavePath(
  window: BrowserWindow | undefined,
  suggestedName: string,
): Promise<string | undefined> {
  const asked = { defaultPath: suggestedName };
  const answer = window ? await dialog.showSaveDialog(window, asked) : await dialog.showSaveDialog(asked);
  return answer.canceled || answer.filePath === "" ? undefined : answer.filePath;
}

export async function chooseFolder(window: BrowserWindow | undefined): Promise<string | undefined> {
  const asked = { properties: ["openDirectory" as const, "createDirectory" as const] };
  const answer = window ? await dialog.showOpenDialog(window, asked) : await dialog.showOpenDialog(asked);
  return answer.canceled ? undefined : answer.filePaths[0];
}
