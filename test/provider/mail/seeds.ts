// The practice mailbox that a newcomer finds: a few weeks of friendly mail with everything that a mail program should
// show well. All of it was written for this place.

import type { MailStore } from "./mail-store.ts";
import { buildMessage } from "./message-builder.ts";
import { day, hour, minute, newsletters, type Seed, variety } from "./seed-letters.ts";
import { authenticatorPicture, landscape, receipt } from "./seed-pictures.ts";

const seen = ["\\Seen"];

/** Who writes: they have accounts here too, so that an answer arrives. */
export const friends = (domain: string): readonly { readonly name: string; readonly address: string }[] => [
  { name: "Mia Sørensen", address: `mia@${domain}` },
  { name: "Jonas Grün", address: `jonas@${domain}` },
  { name: "Gatepost", address: `gatepost@${domain}` },
];

function firstSteps(domain: string): readonly Seed[] {
  const gatepost = `Gatepost <gatepost@${domain}>`;
  return [
    {
      id: "welcome",
      from: gatepost,
      subject: "Welcome to your practice mailbox",
      ago: 4 * minute,
      text: "Welcome.\n\nThis mailbox lives on your own computer. Nothing you do here reaches anybody.\n\nRead, answer, move and delete as you like. Mia and Jonas have accounts here too.\n",
      html: "<h1>Welcome</h1><p>This mailbox lives on <strong>your own computer</strong>. Nothing you do here reaches anybody.</p><ul><li>Read, answer, move and delete as you like.</li><li>Mia and Jonas have accounts here too.</li></ul>",
    },
    {
      id: "try-two-factor",
      from: gatepost,
      subject: "Try it: switch on two-factor authentication",
      ago: 3 * minute,
      text: "The provider of this mailbox is a practice provider, but it behaves like a real one.\n\nOpen the settings of this account and choose Set up two-factor authentication. The text message with the confirmation code arrives on the practice phone.\n\nAt mail.com your mail programs are logged out afterwards; Gatepost then tells you what is missing, and why.\n",
    },
    {
      id: "qr-picture",
      from: `Practice Forum <gatepost@${domain}>`,
      subject: "Your authenticator picture",
      ago: 2 * hour,
      text: "The picture in this message is a QR code for an authentication app. Open it here, or save it and add it with Add code.\n",
      attachments: [],
    },
  ];
}

const shed = ["shed-1", "shed-2", "shed-3", "shed-4", "shed-5"] as const;

function shedThread(domain: string): readonly Seed[] {
  const mia = `Mia Sørensen <mia@${domain}>`;
  const jonas = `Jonas Grün <jonas@${domain}>`;
  const one = (
    index: number,
    from: string,
    ago: number,
    text: string,
    flags: readonly string[] = seen,
  ): Seed => ({
    id: shed[index] ?? "shed",
    from,
    subject: index === 0 ? "The garden shed" : "Re: The garden shed",
    ago,
    text,
    thread: shed.slice(0, index),
    flags,
  });
  return [
    one(
      0,
      mia,
      9 * day,
      "Hello,\n\nthe roof of the shed leaks again. Shall we mend it at the weekend?\n\nMia\n",
    ),
    one(
      1,
      jonas,
      8.8 * day,
      "I have boards left from the fence.\n\nOn Thursday Mia Sørensen wrote:\n> Shall we mend it at the weekend?\n\nSaturday suits me.\n\nJonas\n",
      ["\\Seen", "\\Answered"],
    ),
    one(3, mia, 8.5 * day, "Saturday at ten, then. I bring nails, and cake.\n\nMia\n", [
      "\\Seen",
      "\\Flagged",
    ]),
    one(4, jonas, 6.9 * day, "It is dry inside! Look at the roof when you pass by.\n\nJonas\n"),
    {
      ...one(2, "", 8.6 * day, "Ten o'clock would suit me best.\n"),
      mailbox: "Sent",
      to: `${mia}, ${jonas}`,
    },
  ];
}

async function attachments(domain: string): Promise<readonly Seed[]> {
  const mia = `Mia Sørensen <mia@${domain}>`;
  const picture = landscape();
  return [
    {
      id: "holiday",
      from: mia,
      subject: "Grüße aus dem Süden – Bilder",
      ago: 5 * day,
      text: "Liebe alle,\n\nschöne Grüße von der Küste! Das Bild ist von gestern Abend.\n\nBis bald, Mia\n",
      attachments: [{ name: "Küste am Abend.png", type: "image/png", bytes: picture }],
    },
    {
      id: "inline-picture",
      from: mia,
      subject: "This one is inside the message",
      ago: 4.9 * day,
      text: "The picture is shown in the HTML part.\n",
      html: '<p>Look:</p><p><img src="cid:evening" alt="Hills in the evening" width="320"></p><p>Mia</p>',
      attachments: [{ name: "evening.png", type: "image/png", bytes: picture, contentId: "evening" }],
      flags: seen,
    },
    {
      id: "receipt",
      from: "Bookshop on the Corner <orders@bookshop.example>",
      subject: "Your receipt 2026-1184",
      ago: 3 * day,
      text: "Thank you for your order. Your receipt is attached.\n",
      attachments: [
        {
          name: "receipt-2026-1184.pdf",
          type: "application/pdf",
          bytes: await receipt("Receipt 2026-1184", [
            ["A Field Guide to Clouds", "18.00"],
            ["Postage", "2.40"],
            ["Total", "20.40"],
          ]),
        },
      ],
    },
    {
      id: "minutes",
      from: `Jonas Grün <jonas@${domain}>`,
      cc: mia,
      subject: "Minutes and the list",
      ago: 12 * day,
      text: "Both files as promised.\n",
      attachments: [
        {
          name: "minutes.txt",
          type: "text/plain; charset=utf-8",
          bytes: Buffer.from("1. Roof\n2. Cake\n3. Next time: spring\n"),
        },
        { name: "list.csv", type: "text/csv", bytes: Buffer.from("what,who\nnails,Mia\nboards,Jonas\n") },
      ],
      flags: seen,
    },
  ];
}

/** Fills the mailboxes of a user who has none yet. */
export async function seedMailbox(
  store: MailStore,
  address: string,
  name: string,
  now: number,
): Promise<void> {
  const domain = address.split("@")[1] ?? "mailcom.test";
  const seeds: Seed[] = [
    ...firstSteps(domain),
    ...shedThread(domain),
    ...(await attachments(domain)),
    ...newsletters(),
    ...variety(domain),
  ];
  const self = `${name} <${address}>`;
  seeds.sort((a, b) => b.ago - a.ago);
  for (const { ago, mailbox = "INBOX", flags = [], ...draft } of seeds) {
    const at = now - Math.round(ago);
    const picture = draft.id === "qr-picture" ? await authenticatorPicture() : undefined;
    const raw = buildMessage({
      ...draft,
      from: draft.from === "" ? self : draft.from,
      to: draft.to ?? self,
      at,
      ...(picture ? { attachments: [{ name: "authenticator.png", type: "image/png", bytes: picture }] } : {}),
    });
    const box = store.find(address, mailbox) ?? createWithParents(store, address, mailbox);
    box.add(raw, at, flags);
  }
}

function createWithParents(store: MailStore, address: string, name: string) {
  const levels = name.split("/");
  for (let depth = 1; depth < levels.length; depth += 1) {
    const parent = levels.slice(0, depth).join("/");
    if (!store.find(address, parent)) store.create(address, parent);
  }
  return store.create(address, name);
}
