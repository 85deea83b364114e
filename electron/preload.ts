// The bridge between the page and the core: two functions, and it never grows. What may be called stands in the
// contract and is checked by the core; nothing of Electron reaches the page.
import { contextBridge, ipcRenderer } from "electron";

contextBridge.exposeInMainWorld("gatepost", {
  call: async (name: unknown, input: unknown) => {
    try {
      return await ipcRenderer.invoke("call", name, input);
    } catch {
      // Input that cannot be copied between processes, a function for example.
      return { ok: false, error: { code: "bad-input", detail: { field: "" } } };
    }
  },
  on: (listener: (event: unknown) => void) => {
    // SECURITY: the page gets the data alone; Electron's event object would lead it to the sender.
    const heard = (_event: unknown, data: unknown) => listener(data);
    ipcRenderer.on("event", heard);
    return () => {
      ipcRenderer.removeListener("event", heard);
    };
  },
});
