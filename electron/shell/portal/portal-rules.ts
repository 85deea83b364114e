// When a page may get what the desktop's portal shows. Pure.
export interface ShowRequest {
  readonly permission: string;
  /** it is the page that was made for asking the portal */
  readonly ours: boolean;
  readonly mainFrame: boolean;
  /** kinds of devices; a screen is none of them */
  readonly media: readonly string[];
}

/** SECURITY: P3, P53. A screen, never a camera or a microphone, and only for the one page. */
export function mayShowScreen({ permission, ours, mainFrame, media }: ShowRequest): boolean {
  const isShowing = permission === "display-capture" || permission === "media";
  return ours && mainFrame && isShowing && media.length === 0;
}
