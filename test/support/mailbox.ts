// A mailbox as people have it, made from a seed: the same seed gives the same bytes. Threads, lists, newsletters in
// HTML, attachments, several languages and charsets' worth of subjects, a few malformed ones. Own words throughout.
import type { FilledMessage } from "./mail/maildir.ts";

export interface MailboxOptions {
  readonly count: number;
  readonly seed?: number;
  /** whose mailbox */
  readonly owner: string;
  /** date of the newest message, milliseconds since 1970 */
  readonly newest?: number;
}

type Random = () => number;

/** mulberry32: small, fast, good enough to vary test data. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const people = [
  ["Ada Sommer", "ada@sommer.test"],
  ["Bruno Keller", "bruno@keller.test"],
  ["Chloé Marchand", "chloe@marchand.test"],
  ["Дарья Иванова", "darya@pochta.test"],
  ["Emre Yıldız", "emre@yildiz.test"],
  ["Fumiko 佐藤", "fumiko@sato.test"],
  ["Gårdsbutiken", "hej@gard.test"],
  ["News of the Week", "news@letters.test"],
  ["Build Server", "build@works.test"],
  ["Łukasz Nowak", "lukasz@nowak.test"],
] as const;
const topics = [
  "Minutes of the garden meeting",
  "Train tickets for Thursday",
  "Größenänderung im Lager",
  "Café près de la gare ?",
  "Планы на выходные",
  "来週の打ち合わせ",
  "Invoice for the second quarter",
  "The cat is back",
  "Backup finished",
  "Offer ends tonight",
  "Photos of the summer",
  "Question about the lease",
] as const;
const sentences = [
  "The keys are with the neighbour on the second floor.",
  "I have put the figures into the table, please look at row nine.",
  "Wir treffen uns um halb acht vor dem Kino.",
  "Peux-tu me renvoyer la dernière version ?",
  "Nothing is urgent here, answer when you have time.",
  "The parcel came, but one of the cups is broken.",
  "Let us move the call to Monday, the line was bad today.",
  "Здесь всё спокойно, идёт дождь.",
  "The new shelf does not fit through the door.",
] as const;

const pick = <Item>(random: Random, items: readonly Item[]): Item =>
  items[Math.floor(random() * items.length)] as Item;
const word = (text: string) =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;
const base64Lines = (text: string) => Buffer.from(text).toString("base64").replace(/.{76}/g, "$&\r\n");

/** Newest last, one about every twenty minutes. Message n has the Message-ID `<n.seed@mailbox.test>`. */
export function* generateMailbox({
  count,
  seed = 1,
  owner,
  newest = 1_790_000_000_000,
}: MailboxOptions): Iterable<FilledMessage> {
  const random = randomFrom(seed);
  for (let index = 0; index < count; index++) {
    const at = newest - (count - 1 - index) * 1_200_000;
    yield { raw: oneMessage(random, index, seed, owner, at), at, seen: random() < 0.8 };
  }
}

function oneMessage(random: Random, index: number, seed: number, owner: string, at: number): string {
  const [name, address] = pick(random, people);
  const answers = index > 20 && random() < 0.4 ? index - 1 - Math.floor(random() * 20) : undefined;
  const subject = `${answers === undefined ? "" : "Re: "}${pick(random, topics)} ${index}`;
  const text = Array.from({ length: 2 + Math.floor(random() * 12) }, () => pick(random, sentences)).join(
    "\r\n",
  );
  const headers = [
    `From: ${word(name)} <${address}>`,
    `To: ${owner}`,
    `Subject: ${word(subject)}`,
    `Date: ${new Date(at).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${index}.${seed}@mailbox.test>`,
    ...(answers === undefined
      ? []
      : [`In-Reply-To: <${answers}.${seed}@mailbox.test>`, `References: <${answers}.${seed}@mailbox.test>`]),
    "MIME-Version: 1.0",
  ];
  return [...headers, ...body(random, text, index)].join("\r\n");
}

function body(random: Random, text: string, index: number): string[] {
  const kind = random();
  if (kind < 0.5)
    return ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", text, ""];
  const html = `<html><body><p>${text.replaceAll("\r\n", "</p><p>")}</p><img src="https://letters.test/pixel/${index}"></body></html>`;
  const alternative = [
    `--alt${index}`,
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    base64Lines(text),
    `--alt${index}`,
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    base64Lines(html),
    `--alt${index}--`,
    "",
  ];
  const alternativeType = `Content-Type: multipart/alternative; boundary="alt${index}"`;
  if (kind < 0.85) return [alternativeType, "", ...alternative];
  if (kind < 0.99) {
    return [
      `Content-Type: multipart/mixed; boundary="mix${index}"`,
      "",
      `--mix${index}`,
      alternativeType,
      "",
      ...alternative,
      `--mix${index}`,
      `Content-Type: application/pdf; name="paper-${index}.pdf"`,
      `Content-Disposition: attachment; filename="paper-${index}.pdf"`,
      "Content-Transfer-Encoding: base64",
      "",
      base64Lines(`%PDF-1.4 ${"x".repeat(500 + Math.floor(random() * 9_000))}`),
      `--mix${index}--`,
      "",
    ];
  }
  // Malformed: a boundary that never comes.
  return [`Content-Type: multipart/mixed; boundary="never${index}"`, "", text, ""];
}
