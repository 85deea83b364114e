// Which attachments are pictures, by what the sender says of them. Looks at no bytes: the core does, when it is asked for a code.

/** Of the pictures that Gatepost reads. */
const endings = /\.(png|jpe?g|hei[cf]|webp|avif|gif|bmp|svg)$/i;

/** Programs that do not know a format send it as plain bytes, which is what happens to HEIC; then its name is asked. */
export function isPictureFile(name: string, type: string): boolean {
  return type.startsWith("image/") || (type === "application/octet-stream" && endings.test(name));
}
