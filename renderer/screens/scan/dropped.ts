// What was dropped or pasted, as pictures: files, or a picture that stands whole in its address. Nothing is ever fetched.
import { maxPictureBytes, maxPictures } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";

export interface DroppedPicture {
  readonly bytes: Uint8Array;
  readonly name?: string;
}

/** The parts of a browser's DataTransfer that are looked at. */
export interface Dropped {
  readonly files: ArrayLike<File>;
  getData(type: string): string;
}

/** `address-only`: a browser has given the address of a picture in the web, and not the picture. */
export type DroppedContent =
  | { readonly kind: "pictures"; readonly read: () => Promise<readonly DroppedPicture[]> }
  | { readonly kind: "address-only" | "nothing" };

/** To be asked while the event is being handled: later the browser has emptied it. */
export function droppedContent(dropped: Dropped): DroppedContent {
  const files = Array.from(dropped.files);
  if (files.length > 0) return { kind: "pictures", read: () => readFiles(files) };
  const html = dropped.getData("text/html");
  const texts = [dropped.getData("text/uri-list"), dropped.getData("text/plain"), ...addressesIn(html)];
  const addresses = texts.map((text) => text.trim()).filter((text) => text !== "");
  const data = addresses.find((address) => /^data:image\//i.test(address));
  if (data !== undefined) return { kind: "pictures", read: async () => [{ bytes: bytesOf(data) }] };
  return { kind: addresses.some((address) => /^https?:\/\//i.test(address)) ? "address-only" : "nothing" };
}

/** @throws AppError `picture-too-large` before it is read: a film of some gigabytes would take the window's memory */
async function readFiles(files: readonly File[]): Promise<readonly DroppedPicture[]> {
  if (files.some(({ size }) => size > maxPictureBytes)) throw new AppError("picture-too-large");
  return Promise.all(
    files.slice(0, maxPictures).map(async (file) => ({
      bytes: new Uint8Array(await file.arrayBuffer()),
      ...(file.name !== "" && { name: file.name.slice(0, 300) }),
    })),
  );
}

/** Of the pictures in the HTML that a browser gives along. Read as text: it is not ours to be made into elements. */
function addressesIn(html: string): readonly string[] {
  return [...html.matchAll(/<img\b[^>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(
    ([, double, single]) => double ?? single ?? "",
  );
}

/** @throws AppError `picture-too-large` or `picture-unreadable` */
function bytesOf(address: string): Uint8Array {
  // Base64 has four letters for three bytes.
  if (address.length > (4 / 3) * maxPictureBytes + 100) throw new AppError("picture-too-large");
  const [isWhole, base64, content = ""] =
    /^data:image\/[\w.+-]+(?:;[\w=.+-]+)*?(;base64)?,(.*)$/is.exec(address) ?? [];
  if (isWhole === undefined) throw new AppError("picture-unreadable");
  try {
    // Drawings are often written as they are.
    if (base64 === undefined) return new TextEncoder().encode(decodeURIComponent(content));
    return Uint8Array.from(atob(decodeURIComponent(content)), (letter) => letter.charCodeAt(0));
  } catch (failure) {
    throw new AppError("picture-unreadable", {}, { cause: failure });
  }
}
