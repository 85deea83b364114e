// Letters of the practice mailbox that stand alone: newsletters, a hostile one, many scripts, drafts and old mail.
import type { MessageDraft } from "./message-builder.ts";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export type Seed = Omit<MessageDraft, "to" | "at"> & {
  readonly to?: string;
  /** how long ago, in milliseconds */
  readonly ago: number;
  readonly mailbox?: string;
  readonly flags?: readonly string[];
};

const seen = ["\\Seen"];

export function newsletters(): readonly Seed[] {
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

export function variety(domain: string): readonly Seed[] {
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
