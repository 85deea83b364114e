// `qr <picture>…`: the QR codes of pictures. The texts are printed only with --show-secrets.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { QrCode } from "../qr/found-places.ts";
import { type Arguments, type Command, numberOption, Refused } from "./command.ts";
import { messageOf } from "./messages.ts";

export const qr: Command = {
  usage: "qr <picture>… [--time-limit <milliseconds>]",
  values: ["time-limit"],
  async run(args) {
    if (args.positionals.length === 0) throw new Refused("bad-input", "Give at least one picture.");
    // As in the window.
    const { usualTimeLimit } = await import("../qr/pictures.ts");
    const timeLimit = numberOption(args, "time-limit") ?? usualTimeLimit;
    const answer = [];
    for (const file of args.positionals) answer.push(await lookAt(file, timeLimit, args));
    const refused = answer.every((one) => "error" in one);
    return refused ? { answer, exitCode: 2 } : { answer };
  },
};

async function lookAt(file: string, timeLimit: number, args: Arguments) {
  const { readPictureFile } = await import("../qr/picture-file.ts");
  const { findInPicture } = await import("../qr/find-in-picture.ts");
  try {
    const { width, height, ms, codes } = await findInPicture(await readPictureFile(file), timeLimit);
    const described = codes.map((code) => describe(code, args.showSecrets));
    return { file, width, height, ms, codes: await Promise.all(described) };
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
    const error = { code: failure.code, message: messageOf(failure) };
    return { file, width: 0, height: 0, ms: 0, codes: [], error };
  }
}

async function describe({ text, corners, confidence }: QrCode, showSecrets: boolean) {
  const { kindOf, makerOf, purposeOf } = await import("../qr/classify.ts");
  const kind = kindOf(text);
  const maker = makerOf(text);
  const purpose = purposeOf(text);
  const names = kind === "otpauth" ? await namesOf(text) : {};
  return {
    kind,
    ...(maker && { maker }),
    ...(purpose && { purpose }),
    ...(showSecrets && { text }),
    corners,
    confidence,
    ...names,
  };
}

async function namesOf(text: string) {
  const { parseOtpauth } = await import("../otp/otpauth.ts");
  try {
    const { issuer, account } = parseOtpauth(text);
    return { issuer, account };
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
    const { field } = failure.detail;
    return {
      error: { code: failure.code, ...(field !== undefined && { field }), message: messageOf(failure) },
    };
  }
}
