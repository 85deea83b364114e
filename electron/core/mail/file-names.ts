// Names of attachments as strangers write them, made fit for a disk and honest to the eye, and the judgement whether
// opening such a file may start a program. Never touches a file.

// SECURITY: direction marks turn `exe.fdp` into `pdf.exe` on screen; control characters and separators leave the folder.
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const reservedOnWindows = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)/i;
/** Bytes in UTF-8; file systems allow 255, the rest is left for ` (2)` and the like. */
const longestName = 200;

/** What a type is called when the part has no name; only types that people send without one. */
const endings: Readonly<Record<string, string>> = {
  "message/rfc822": ".eml",
  "text/plain": ".txt",
  "text/html": ".html",
  "text/calendar": ".ics",
  "text/vcard": ".vcf",
  "image/png": ".png",
  "image/jpeg": ".jpg",
  "image/gif": ".gif",
  "application/pdf": ".pdf",
  "application/pgp-signature": ".asc",
  "application/pkcs7-signature": ".p7s",
};

/** A name for the disk: one path segment, visible characters only, not empty, at most 200 bytes. */
export function safeFileName(name: string | null | undefined, type: string, index: number): string {
  const last = (name ?? "").normalize("NFC").replace(invisible, "").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replaceAll(/[<>:"|?*]/g, "_")
    .replaceAll(/\s+/g, " ")
    .replace(/^[. ]+/, "")
    .replace(/[. ]+$/, "");
  const named = plain === "" ? `attachment-${index + 1}${endings[type] ?? ""}` : plain;
  return shortened(reservedOnWindows.test(named) ? `_${named}` : named);
}

/** The name says something else than it looks like, or wanted to lead out of its folder. */
export function isDeceptiveName(name: string | null | undefined): boolean {
  return name !== null && name !== undefined && (name.search(invisible) >= 0 || /[/\\]/.test(name));
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= longestName) return name;
  const dot = name.lastIndexOf(".");
  const ending = dot > 0 && name.length - dot <= 20 ? name.slice(dot) : "";
  const room = longestName - Buffer.byteLength(ending);
  let stem = "";
  let used = 0;
  // By code points, so that no character is cut in half.
  for (const character of ending === "" ? name : name.slice(0, dot)) {
    used += Buffer.byteLength(character);
    if (used > room) break;
    stem += character;
  }
  return stem + ending;
}

const startsPrograms = new Set(
  (
    "exe com scr pif msi msp mst cpl msc dll ocx sys drv bat cmd ps1 ps1xml ps2 psc1 psm1 vb vbs vbe js jse mjs cjs ws " +
    "wsf wsc wsh sct hta reg inf lnk url scf library-ms search-ms settingcontent-ms application appref-ms gadget jar " +
    "jnlp class chm hlp iso img vhd vhdx udf diagcab theme themepack website sh bash csh zsh fish ksh run bin out " +
    "appimage deb rpm flatpakref snap desktop service py pyc pyw pl rb php lua tcl app command workflow action dmg pkg " +
    "mpkg terminal tool webloc inetloc fileloc scpt applescript apk ipa xll xla xlam xlsm xlsb xltm docm dotm pptm ppsm " +
    "potm ppam sldm mde accde ade adp one onepkg slk iqy rqy pub hwp html htm xhtml xht shtml mhtml mht svg svgz xml xsl"
  ).split(" "),
);
const startsProgramsByType =
  /^(application\/(x-(msdownload|msdos-program|dosexec|executable|sh|shellscript|csh|perl|python|java|javascript|ms-shortcut|apple-diskimage|rpm|debian-package|iso9660-image|desktop)|javascript|ecmascript|hta|java-archive|vnd\.microsoft\.portable-executable|vnd\.debian\.binary-package|xhtml\+xml|xml)|text\/(html|javascript|x-(sh|python|perl|shellscript)|xml)|image\/svg\+xml)$/;

/** Opening it may start a program or a script, or shows a page that can ask for a password. `name` is a safe name. */
export function isRiskyFile(name: string, type: string): boolean {
  const ending = name.split(".").length > 1 ? (name.split(".").at(-1) ?? "").toLowerCase().trim() : "";
  return startsPrograms.has(ending) || startsProgramsByType.test(type.toLowerCase());
}
