// Puts codes and other short-lived texts on the clipboard and takes them off again: after a time, and when the program
// ends. Must not clear what somebody has copied since.
import type { Platform } from "../platform.ts";
import { Secret } from "../secret.ts";

export interface Clipboard {
  /** Copies, and clears it after `seconds` if it is still there. `clearsAt` is in milliseconds since 1970. */
  copy(text: string | Secret, seconds: number): Promise<{ readonly clearsAt: number }>;
  /** Clears at once what was copied last, if it is still there. */
  clearNow(): Promise<void>;
}

export function createClipboard(options: {
  readonly platform: Pick<Platform, "readClipboard" | "writeClipboard">;
  readonly now: () => number;
}): Clipboard {
  const { platform, now } = options;
  let copied: Secret | undefined;
  let timer: NodeJS.Timeout | undefined;

  const clearNow = async () => {
    clearTimeout(timer);
    const ours = copied;
    copied = undefined;
    // SECURITY: only our own text is taken away; what was copied later belongs to somebody else.
    if (ours && (await platform.readClipboard()) === ours.reveal()) await platform.writeClipboard("");
  };

  return {
    async copy(text, seconds) {
      const secret = typeof text === "string" ? new Secret(text) : text;
      clearTimeout(timer);
      await platform.writeClipboard(secret.reveal());
      copied = secret;
      timer = setTimeout(() => void clearNow(), seconds * 1_000);
      timer.unref();
      return { clearsAt: now() + seconds * 1_000 };
    },
    clearNow,
  };
}
