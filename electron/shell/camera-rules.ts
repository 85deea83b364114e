// When a page may use the camera. Pure.
export interface CameraRequest {
  /** somebody scans with the camera now */
  readonly open: boolean;
  /** it is the page of our own window */
  readonly ours: boolean;
  readonly permission: string;
  /** what it asks for; empty where nothing but looking whether it might is asked */
  readonly media: readonly string[];
  readonly mainFrame: boolean;
}

/** SECURITY: P3, P51. The picture of the camera and nothing else, never its sound, never for a frame in the page. */
export function mayUseCamera({ open, ours, permission, media, mainFrame }: CameraRequest): boolean {
  return (
    open &&
    ours &&
    mainFrame &&
    permission === "media" &&
    media.length > 0 &&
    media.every((kind) => kind === "video")
  );
}
