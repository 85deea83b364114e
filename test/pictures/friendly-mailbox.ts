// The mailbox in the pictures: a few weeks of friendly mail, with HTML, a thread and attachments, in letters that every
// machine can draw. All of it was written for this place.
import { buildMessage, type MessageDraft } from "../provider/mail/message-builder.ts";
import { landscape, receipt } from "../provider/mail/seed-pictures.ts";
import type { FilledMessage } from "../support/mail/maildir.ts";

const hour = 3_600_000;
const day = 24 * hour;
const seen = { seen: true };

type Seed = Omit<MessageDraft, "to" | "at"> & { readonly ago: number; readonly seen?: boolean };

const mia = "Mia Sørensen <mia@letters.test>";
const jonas = "Jonas Grün <jonas@letters.test>";

function letters(): readonly Seed[] {
  return [
    {
      id: "shed-3",
      from: jonas,
      subject: "Re: The garden shed",
      ago: 1.2 * hour,
      thread: ["shed-1", "shed-2"],
      text: "It is dry inside! Look at the roof when you pass by.\n\nJonas\n\nOn Thursday Mia Sørensen wrote:\n> Saturday at ten, then. I bring nails, and cake.\n> The long ladder is with the neighbour.\n",
    },
    {
      id: "forecast",
      from: "Weather Post <post@weather.test>",
      subject: "Forecast: fog, then sun",
      ago: 3 * hour,
      text: "Fog until noon, then sun. 9 to 14 degrees.\n",
    },
    {
      id: "rehearsal",
      from: "Town Choir <choir@letters.test>",
      subject: "Rehearsal moved to half past seven",
      ago: 4 * hour,
      text: "The hall is free only from 19:30 this week. Please bring the new parts.\n",
      ...seen,
    },
    {
      id: "shed-2",
      from: mia,
      subject: "Re: The garden shed",
      ago: 1.1 * day,
      thread: ["shed-1"],
      text: "Saturday at ten, then. I bring nails, and cake.\n\nMia\n",
      ...seen,
    },
    {
      id: "tickets",
      from: "Northern Railway <tickets@railway.test>",
      subject: "Your tickets for Thursday",
      ago: 1.4 * day,
      text: "Coach 7, seats 41 and 42. The train leaves from platform 3.\n",
      ...seen,
    },
    {
      id: "lease",
      from: "Chloé Marchand <chloe@marchand.test>",
      subject: "Question about the lease",
      ago: 2.2 * day,
      text: "Could we sign on Tuesday instead? Nothing else changes.\n",
      ...seen,
    },
    {
      id: "concert",
      from: "Bruno Keller <bruno@mailcom.test>",
      subject: "Concert in the church, two seats left",
      ago: 2.9 * day,
      text: "Are you coming? I keep the seats until Friday.\n",
      ...seen,
    },
    {
      id: "shed-1",
      from: mia,
      subject: "The garden shed",
      ago: 4.2 * day,
      text: "Hello,\n\nthe roof of the shed leaks again. Shall we mend it at the weekend?\n\nMia\n",
      ...seen,
    },
    {
      id: "seeds",
      from: "Łukasz Nowak <lukasz@nowak.test>",
      subject: "The seeds have come",
      ago: 6 * day,
      text: "Beans, peas, and one that I cannot read.\n",
      ...seen,
    },
  ];
}

function withMore(): readonly Seed[] {
  return [
    {
      id: "library",
      from: "Town Library <desk@library.test>",
      subject: "Two of your books are due on Friday",
      ago: 5 * hour,
      text: "Two of your books are due on Friday: Rivers of the North, Bread for Beginners.\n",
      html: '<style>td,th{border:1px solid #999;padding:6px 10px;text-align:left}</style><p>Two of your books are due on Friday:</p><table style="border-collapse:collapse"><tr><th>Title</th><th>Due</th></tr><tr><td>Rivers of the North</td><td>Friday</td></tr><tr><td>Bread for Beginners</td><td>Friday</td></tr></table><p>You can <a href="https://library.test/renew">renew them</a> until Thursday.</p>',
    },
    {
      id: "walks",
      from: "Weekly Walks <walks@newsletter.test>",
      subject: "Five walks for a grey Sunday",
      ago: 26 * hour,
      text: "Five walks for a grey Sunday.\n",
      html: '<table width="560" style="font-family:Georgia,serif"><tr><td style="background:#2e4a3b;color:#fff;padding:16px"><h1 style="margin:0">Weekly Walks</h1></td></tr><tr><td style="padding:16px"><p>Fog suits the river path. Take the early bus and walk downstream.</p><p><img src="https://pictures.newsletter.test/map.png" width="520" height="200" alt="Map of the river path"></p><p><a href="https://newsletter.test/walks">All five walks</a></p></td></tr></table>',
      ...seen,
    },
  ];
}

async function withFiles(): Promise<readonly Seed[]> {
  return [
    {
      id: "coast",
      from: mia,
      subject: "Greetings from the coast",
      ago: 3.3 * day,
      text: "Dear all,\n\nthe picture is from yesterday evening. The receipt is for our box of oranges.\n\nSee you soon, Mia\n",
      attachments: [
        { name: "Coast in the evening.png", type: "image/png", bytes: landscape() },
        {
          name: "receipt-1184.pdf",
          type: "application/pdf",
          bytes: await receipt("Receipt 1184", [["Oranges, one box", "18.00"]]),
        },
        { name: "notes.txt", type: "text/plain", bytes: Buffer.from("Bring a jacket.\n") },
      ],
      ...seen,
    },
  ];
}

/** Oldest first. */
export async function friendlyMailbox(owner: string, now: number): Promise<readonly FilledMessage[]> {
  const seeds = [...letters(), ...withMore(), ...(await withFiles())].sort((a, b) => b.ago - a.ago);
  return seeds.map(({ ago, seen: isSeen = false, ...draft }) => {
    const at = now - Math.round(ago);
    return { raw: buildMessage({ ...draft, to: owner, at }), at, seen: isSeen };
  });
}
