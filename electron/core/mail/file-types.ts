// The media type of a file that a person attaches, by the ending of its name. What is not known goes as plain bytes.

const types: Readonly<Record<string, string>> = {
  aac: "audio/aac",
  avif: "image/avif",
  bmp: "image/bmp",
  bz2: "application/x-bzip2",
  css: "text/css",
  csv: "text/csv",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  eml: "message/rfc822",
  epub: "application/epub+zip",
  flac: "audio/flac",
  gif: "image/gif",
  gz: "application/gzip",
  heic: "image/heic",
  htm: "text/html",
  html: "text/html",
  ics: "text/calendar",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  json: "application/json",
  m4a: "audio/mp4",
  md: "text/markdown",
  mov: "video/quicktime",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  odp: "application/vnd.oasis.opendocument.presentation",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odt: "application/vnd.oasis.opendocument.text",
  ogg: "audio/ogg",
  pdf: "application/pdf",
  png: "image/png",
  ppt: "application/vnd.ms-powerpoint",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  rtf: "application/rtf",
  svg: "image/svg+xml",
  tar: "application/x-tar",
  tif: "image/tiff",
  tiff: "image/tiff",
  txt: "text/plain",
  vcf: "text/vcard",
  wav: "audio/wav",
  webm: "video/webm",
  webp: "image/webp",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xml: "application/xml",
  zip: "application/zip",
};

export function typeOfFileName(name: string): string {
  const ending = name.includes(".") ? (name.split(".").at(-1) ?? "").toLowerCase() : "";
  return Object.hasOwn(types, ending) ? (types[ending] ?? "") : "application/octet-stream";
}

/** A type as it may stand in a header, or plain bytes. */
export function safeType(type: string): string {
  return /^[a-z0-9][\w.+-]{0,100}\/[a-z0-9][\w.+-]{0,100}$/i.test(type)
    ? type.toLowerCase()
    : "application/octet-stream";
}

/**
 * An attached message may not be encoded (RFC 2046 section 5.2.1), so one that would not pass a 7-bit line is sent as
 * plain bytes; its name still says what it is.
 */
export function sendableType({ type, bytes }: { readonly type: string; readonly bytes: Uint8Array }): string {
  if (!type.toLowerCase().startsWith("message/")) return type;
  const text = Buffer.from(bytes).toString("latin1");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a 7-bit line may not hold
  const passes = !/[\u0000\u0080-\u00ff]|[^\n]{998}|(^|[^\r])\n|\r(?!\n)/.test(text);
  return passes ? type : "application/octet-stream";
}
