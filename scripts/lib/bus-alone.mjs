// The settings of a D-Bus session on which nothing is started by itself: without service folders no other keyring, no dialog for
// passwords and no desktop's portal comes to it.

/** `listen`: an address as D-Bus has them, such as `unix:path=…`. Answers the text of its file. */
export function busAlone(listen) {
  return [
    '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"',
    ' "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">',
    "<busconfig>",
    "  <type>session</type>",
    `  <listen>${listen}</listen>`,
    '  <policy context="default">',
    '    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>',
    "  </policy>",
    "</busconfig>",
  ].join("\n");
}
