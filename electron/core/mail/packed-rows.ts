// New messages on their way from the lines thread to the mail thread: one array a field. Cloning thousands of objects,
// each with the names of its fields, takes both threads three times as long.
import type { NewMessage, ServerFlags } from "../store/message-rows.ts";

type Plain = Exclude<keyof NewMessage, "from" | "flags">;

export type PackedRows = { readonly [Name in Plain]: readonly NewMessage[Name][] } & {
  readonly fromNames: readonly string[];
  readonly fromAddresses: readonly string[];
  /** bits, see below */
  readonly flags: readonly number[];
};

const bits = { seen: 1, flagged: 2, answered: 4, deleted: 8 } as const;

export function packRows(rows: readonly NewMessage[]): PackedRows {
  const column = <Name extends Plain>(name: Name) => rows.map((row) => row[name]);
  return {
    uid: column("uid"),
    messageId: column("messageId"),
    inReplyTo: column("inReplyTo"),
    references: column("references"),
    date: column("date"),
    size: column("size"),
    subject: column("subject"),
    to: column("to"),
    cc: column("cc"),
    bcc: column("bcc"),
    replyTo: column("replyTo"),
    hasAttachments: column("hasAttachments"),
    fromNames: rows.map(({ from }) => from.name),
    fromAddresses: rows.map(({ from }) => from.address),
    flags: rows.map(({ flags }) => toBits(flags)),
  };
}

export function unpackRows(packed: PackedRows): readonly NewMessage[] {
  return packed.uid.map((uid, index) => {
    const of = <Value>(column: readonly Value[]) => column[index] as Value;
    return {
      uid,
      messageId: of(packed.messageId),
      inReplyTo: of(packed.inReplyTo),
      references: of(packed.references),
      date: of(packed.date),
      size: of(packed.size),
      subject: of(packed.subject),
      from: { name: of(packed.fromNames), address: of(packed.fromAddresses) },
      to: of(packed.to),
      cc: of(packed.cc),
      bcc: of(packed.bcc),
      replyTo: of(packed.replyTo),
      flags: fromBits(of(packed.flags)),
      hasAttachments: of(packed.hasAttachments),
    };
  });
}

function toBits({ seen, flagged, answered, deleted }: ServerFlags): number {
  return (
    (seen ? bits.seen : 0) |
    (flagged ? bits.flagged : 0) |
    (answered ? bits.answered : 0) |
    (deleted ? bits.deleted : 0)
  );
}

function fromBits(flags: number): ServerFlags {
  return {
    seen: (flags & bits.seen) !== 0,
    flagged: (flags & bits.flagged) !== 0,
    answered: (flags & bits.answered) !== 0,
    deleted: (flags & bits.deleted) !== 0,
  };
}
