// The practice mailbox that a newcomer finds: a few weeks of friendly mail with everything that a mail program should
// show well. All of it was written for this place.

import type { MailStore } from "./mail-store.ts";
import { buildMessage, type MessageDraft } from "./message-builder.ts";
import { authenticatorPicture, landscape, receipt } from "./seed-pictures.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Seed = Omit<MessageDraft, "to" | "at"> & {
  readonly to?: string;
  /** how long ago, in milliseconds */
  readonly ago: number;
  readonly mailbox?: string;
  readonly flags?: readonly string[];
};

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

function newsletters(): readonly Seed[] {
  return [
    {
      id: "newsletter",
      from: "Weekly Walks <walks@newsletter.example>",
      subject: "Five walks for a grey Sunday",
      ago: 26 * hour,
      text: "Five walks for a grey Sunday. Read this message as HTML to see the map.\n",
      html: '<table width="600" style="font-family:Georgia,serif"><tr><td style="background:#2e4a3b;color:#fff;padding:16px"><h1 style="margin:0">Weekly Walks</h1></td></tr><tr><td style="padding:16px"><p>Fog suits the river path. Take the early bus and walk downstream.</p><p><img src="https://pictures.newsletter.example/map.png" width="560" height="240" alt="Map of the river path"></p><p><a href="https://newsletter.example/walks/river">All five walks</a></p><img src="https://count.newsletter.example/open.gif?reader=1" width="1" height="1" alt=""></td></tr></table>',
      headers: [
        "List-Id: Weekly Walks <walks.newsletter.example>",
        "List-Unsubscribe: <mailto:leave@newsletter.example>",
      ],
    },
    {
      id: "styled",
      from: "Town Library <desk@library.example>",
      subject: "Two of your books are due on Friday",
      ago: 2 * day,
      text: "Two of your books are due on Friday:\n- Rivers of the North\n- Bread for Beginners\n",
      html: '<style>td,th{border:1px solid #999;padding:6px 10px}</style><p>Two of your books are due on Friday:</p><table style="border-collapse:collapse"><tr><th>Title</th><th>Due</th></tr><tr><td>Rivers of the North</td><td>Friday</td></tr><tr><td>Bread for Beginners</td><td>Friday</td></tr></table>',
    },
    {
      id: "hostile",
      from: "Prize Office <winner@prizes.example>",
      subject: "You have won!!!",
      ago: 30 * hour,
      mailbox: "Junk",
      text: "Click to claim your prize.\n",
      html: '<p>Claim at <a href="http://203.0.113.9/claim">https://www.bank.example</a></p><script>document.title="taken over"</script><img src=x onerror="document.title=\'taken over\'"><form action="https://prizes.example/steal"><input name="password"></form>',
    },
  ];
}

function variety(domain: string): readonly Seed[] {
  const mia = `Mia Sørensen <mia@${domain}>`;
  const jonas = `Jonas Grün <jonas@${domain}>`;
  const letter = Array.from(
    { length: 40 },
    (_, n) => `Paragraph ${n + 1}. It rained in the morning and cleared up later, as it does here.`,
  );
  return [
    {
      id: "japanese",
      from: "山田 花子 <hanako@letters.example>",
      subject: "お元気ですか",
      ago: 15 * day,
      text: "こんにちは。\n\n来月そちらへ行きます。会えるとうれしいです。\n\n花子\n",
      flags: seen,
    },
    {
      id: "greek",
      from: "Νίκος <nikos@letters.example>",
      subject: "Καλημέρα από τη θάλασσα",
      ago: 16 * day,
      text: "Ο καιρός είναι καλός. Γράψε μου!\n",
      flags: seen,
    },
    {
      id: "arabic",
      from: "ليلى <layla@letters.example>",
      subject: "موعد يوم الأحد",
      ago: 17 * day,
      text: "مرحبا، هل يناسبك يوم الأحد الساعة العاشرة؟\n",
      flags: seen,
    },
    {
      id: "emoji",
      from: mia,
      subject: "Cake 🍰 on Saturday?",
      ago: 20 * hour,
      text: "Plum 🍇 or apple 🍏?\n",
    },
    {
      id: "long",
      from: "Aunt Edith <edith@letters.example>",
      subject: "A long letter",
      ago: 22 * day,
      text: `Dear all,\n\n${letter.join("\n\n")}\n\nYours, Edith\n`,
      flags: seen,
    },
    {
      id: "long-subject",
      from: jonas,
      subject:
        "About the question that Mia asked on Thursday, whether the boards that are left over from the fence will be enough for the roof or not",
      ago: 8 * day,
      text: "They will.\n",
      flags: seen,
    },
    {
      id: "no-subject",
      from: jonas,
      subject: "",
      ago: 7 * day,
      text: "Forgot the subject, sorry.\n",
      flags: seen,
    },
    {
      id: "links",
      from: jonas,
      subject: "Links for the weekend",
      ago: 40 * hour,
      text: "The forecast: https://weather.example/weekend?place=here\nThe bus: <https://bus.example/line/7>\nWrite to me: jonas@letters.example\n",
      flags: ["\\Seen", "\\Flagged"],
    },
    {
      id: "quotes",
      from: mia,
      subject: "Re: Which colour?",
      ago: 10 * day,
      text: "> > Which colour for the door?\n> Green, I think.\n\nGreen it is.\n\n-- \nMia Sørensen\nThe house with the green door\n",
      flags: ["\\Seen", "\\Answered"],
    },
    {
      id: "forecast",
      from: "Weather Post <post@weather.example>",
      subject: "Forecast: fog, then sun",
      ago: 3 * hour,
      text: "Fog until noon, then sun. 9 to 14 degrees.\n",
    },
    {
      id: "meeting",
      from: jonas,
      cc: mia,
      subject: "Saturday, ten o'clock",
      ago: 8.4 * day,
      text: "See you at the shed.\n",
      flags: seen,
    },
    {
      id: "bounce",
      from: "Mail Delivery System <mailer-daemon@mail.example>",
      subject: "Undelivered mail: nobody@nowhere.example",
      ago: 13 * day,
      text: "Your message to nobody@nowhere.example could not be delivered: there is no such mailbox (550 5.1.1).\n",
      flags: seen,
      headers: ["Auto-Submitted: auto-replied"],
    },
    {
      id: "old-1",
      from: mia,
      subject: "The seeds have come",
      ago: 40 * day,
      text: "Beans, peas and one that I cannot read.\n",
      mailbox: "Archive",
      flags: seen,
    },
    {
      id: "old-2",
      from: jonas,
      subject: "Fence: finished",
      ago: 45 * day,
      text: "The last board is up.\n",
      mailbox: "Archive",
      flags: seen,
    },
    {
      id: "garden",
      from: mia,
      subject: "Plan für den Garten",
      ago: 20 * day,
      text: "Links Bohnen, rechts Erbsen, in der Mitte Kürbis.\n",
      mailbox: "Projekte/G&AOQ-rten",
      flags: seen,
    },
    {
      id: "thanks",
      from: "",
      to: mia,
      subject: "Thank you for the cake",
      ago: 6.5 * day,
      text: "It was excellent.\n",
      mailbox: "Sent",
      flags: seen,
    },
    {
      id: "draft",
      from: "",
      to: jonas,
      subject: "The key to the shed",
      ago: 5 * hour,
      text: "Dear Jonas,\n\nwhere did we put the\n",
      mailbox: "Drafts",
      flags: ["\\Seen", "\\Draft"],
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
