// The left pane: writing, the folders of all accounts with their unread counts, and what is not sent yet.
import {
  Archive,
  File,
  Folder,
  Inbox,
  type LucideIcon,
  Mails,
  PenLine,
  Send,
  ShieldAlert,
  SquarePen,
  Trash2,
} from "lucide-react";
import { useMemo } from "react";
import type { AccountView } from "../../../shared/models/account.ts";
import type { FolderRole, FolderView } from "../../../shared/models/message.ts";
import { Button } from "../../parts/button.tsx";
import { Tree, type TreeNode } from "../../parts/tree.tsx";
import { words } from "../../words/words.ts";
import { StateDot, stateText } from "../accounts/account-state.tsx";
import { useCompose } from "../compose/compose-context.ts";
import { type FolderNode, folderTree } from "./folder-order.ts";
import styles from "./mail.module.css";
import type { Viewed } from "./viewed.ts";

const roleIcons: Readonly<Record<FolderRole, LucideIcon>> = {
  inbox: Inbox,
  sent: Send,
  drafts: File,
  trash: Trash2,
  junk: ShieldAlert,
  archive: Archive,
  all: Mails,
  none: Folder,
};

export function FolderPane({
  accounts,
  folders,
  unsent,
  viewed,
  onView,
}: {
  readonly accounts: readonly AccountView[];
  readonly folders: readonly FolderView[];
  /** drafts and messages in the outbox that a person should see */
  readonly unsent: number;
  readonly viewed: Viewed;
  readonly onView: (viewed: Viewed) => void;
}) {
  const compose = useCompose();
  const nodes = useMemo(() => treeNodes(accounts, folders, unsent), [accounts, folders, unsent]);
  return (
    <div className={styles.folders}>
      <div className={styles.composeRow}>
        <Button
          kind="primary"
          icon={<SquarePen size={16} />}
          className={styles.composeButton}
          onClick={() => compose.start("new", accountOf(viewed, folders))}
        >
          {words.mail.compose}
        </Button>
      </div>
      <div className={styles.treeArea}>
        <Tree
          label={words.mail.folders}
          nodes={nodes}
          chosen={idOf(viewed)}
          onChoose={(id) => onView(viewedOf(id))}
        />
      </div>
      <Syncing accounts={accounts} />
    </div>
  );
}

/** Getting mail for the first time takes a while: how far it is stands below the folders until it is done. */
function Syncing({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const under = accounts.flatMap(({ sync, state }) =>
    sync !== undefined && state.kind === "ok" ? [sync] : [],
  );
  if (under.length === 0) return null;
  const done = under.reduce((sum, one) => sum + one.done, 0);
  const total = under.reduce((sum, one) => sum + one.total, 0);
  return (
    <div className={styles.syncing}>
      <p>{words.accounts.syncing(done, total)}</p>
      <progress aria-label={words.mail.emptyFirst} max={Math.max(total, 1)} value={done} />
    </div>
  );
}

function accountOf(
  viewed: Viewed,
  folders: readonly FolderView[],
): { readonly accountId: string } | undefined {
  const folder = viewed.kind === "folder" && folders.find((one) => one.id === viewed.folderId);
  return folder ? { accountId: folder.accountId } : undefined;
}

function treeNodes(
  accounts: readonly AccountView[],
  folders: readonly FolderView[],
  unsent: number,
): readonly TreeNode[] {
  const unread = folders.reduce((sum, folder) => sum + (folder.role === "inbox" ? folder.unread : 0), 0);
  const first: TreeNode[] = [
    {
      id: "unified-inbox",
      name: named(words.mail.unifiedInbox, unread),
      content: <Counted name={words.mail.unifiedInbox} count={unread} />,
      icon: <Inbox size={16} />,
    },
  ];
  if (unsent > 0)
    first.push({
      id: "unsent",
      name: `${words.mail.unsent}, ${unsent}`,
      content: <Counted name={words.mail.unsent} count={unsent} />,
      icon: <PenLine size={16} />,
    });
  const groups = accounts.map((account) => ({
    id: `account ${account.id}`,
    name: `${account.address}, ${stateText(account)}`,
    heading: true,
    content: (
      <span className={styles.account} title={stateText(account)}>
        <StateDot account={account} />
        <span className={styles.cut}>{account.address}</span>
      </span>
    ),
    children: folderTree(folders, account.id).map(folderNode),
  }));
  return [...first, ...groups];
}

function folderNode({ folder, children }: FolderNode): TreeNode {
  const name = words.mail.roles[folder.role] || folder.name;
  const Icon = roleIcons[folder.role];
  return {
    id: folder.selectable ? `folder ${folder.id}` : `group ${folder.id}`,
    name: named(name, folder.unread),
    content: <Counted name={name} count={folder.unread} />,
    icon: <Icon size={16} />,
    heading: !folder.selectable,
    ...(children.length > 0 ? { children: children.map(folderNode) } : {}),
  };
}

function named(name: string, unread: number): string {
  return unread > 0 ? `${name}, ${words.mail.unread(unread)}` : name;
}

function Counted({ name, count }: { readonly name: string; readonly count: number }) {
  return (
    <>
      <span className={styles.cut}>{name}</span>
      {count > 0 && <span className={styles.count}>{count}</span>}
    </>
  );
}

function idOf(viewed: Viewed): string | undefined {
  if (viewed.kind === "folder") return `folder ${viewed.folderId}`;
  return viewed.kind === "search" ? undefined : viewed.kind;
}

function viewedOf(id: string): Viewed {
  if (id === "unsent") return { kind: "unsent" };
  const folderId = /^folder (\d+)$/.exec(id)?.[1];
  return folderId === undefined ? { kind: "unified-inbox" } : { kind: "folder", folderId: Number(folderId) };
}
