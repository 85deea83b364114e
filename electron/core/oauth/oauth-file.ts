// The file `oauth.json` in the data folder (docs/oauth.md): read anew each time, so that a change counts at once, and
// written whole or not at all. Nothing else reads or writes it.
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../../shared/ipc/errors.ts";
import { ProviderOauth } from "../../../shared/providers/provider.ts";
import { savePrivateFile } from "../save-private-file.ts";

/** A program that a provider knows. The secret of an installed program is none (RFC 8252 section 8.5). */
const Client = z.strictObject({
  clientId: z.string().min(1).max(300),
  clientSecret: z.string().min(1).max(300).optional(),
  /** there is one, and it is a keychain item */
  secretInKeychain: z.literal(true).optional(),
});
export type Client = z.infer<typeof Client>;

const OwnProvider = ProviderOauth.extend({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(100),
  domains: z.array(z.string().min(1).max(253)).min(1).max(50),
  required: z.boolean().default(false),
  /** PEM of the authority that signed the provider's certificates, if it is one of its own */
  authority: z.string().max(16_384).optional(),
});
export type OwnProvider = z.infer<typeof OwnProvider>;

const OauthFile = z.strictObject({
  clients: z.record(z.string().max(64), Client).default({}),
  providers: z.array(OwnProvider).max(20).default([]),
});
export type OauthFile = z.infer<typeof OauthFile>;

const fileName = "oauth.json";
/** SECURITY: the limit comes before any parsing. */
const longestFile = 256 * 1024;

/** Empty where there is none. Throws `oauth-file-broken`, `file-unreadable`. */
export async function readOauthFile(folder: string): Promise<OauthFile> {
  const text = await textOf(join(folder, fileName));
  if (text === undefined) return { clients: {}, providers: [] };
  const parsed = OauthFile.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new AppError("oauth-file-broken", field === "" ? {} : { field });
}

/** Throws `disk-full`, `file-unwritable`. */
export async function writeOauthFile(folder: string, file: OauthFile): Promise<void> {
  const whole = file.providers.length === 0 ? { clients: file.clients } : file;
  await savePrivateFile(join(folder, fileName), Buffer.from(`${JSON.stringify(whole, undefined, 2)}\n`));
}

/** undefined: there is no such file, as on most computers. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    if ((await stat(path)).size > longestFile) throw new AppError("oauth-file-broken");
    return await readFile(path, "utf8");
  } catch (failure) {
    if (failure instanceof Error && "code" in failure && failure.code === "ENOENT") return undefined;
    if (failure instanceof AppError && failure.code === "oauth-file-broken") throw failure;
    throw new AppError("file-unreadable", { name: fileName }, { cause: failure });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text; that it is no JSON is all there is to say.
    throw new AppError("oauth-file-broken");
  }
}
