// What somebody has copied from the provider's page as a password for a program. Pure.
import { AppError } from "../../../shared/ipc/errors.ts";
import { Secret } from "../secret.ts";

/** No provider makes shorter or longer ones, groups and blanks between them counted. */
const shortest = 8;
const longest = 100;

/**
 * As it was copied: which blanks are only for the eye, the provider's data say later.
 * @throws AppError `app-password-not-copied` for an empty clipboard, several lines, a link or a sentence
 */
export function copiedPassword(text: string): Secret {
  const line = text.replace(/[\r\n]+$/u, "");
  const { length } = line.trim();
  const words = line.trim().split(/\s+/u).length;
  const fits = length >= shortest && length <= longest && !/[\r\n]/u.test(line) && words <= 8;
  if (!fits || /^[a-z]+:\/\//iu.test(line.trim())) throw new AppError("app-password-not-copied");
  return new Secret(line);
}
