// The service worker: keeps what the page was made of, so that it is loaded once and works without a network.

const KEPT = "VERSION"; // another program, another store

self.addEventListener("install", (event) => {
  const page = ["./", "index.html", "try.css", "try.js", "icon.svg", "app.webmanifest"];
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(page)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("try-") && name !== KEPT) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(old());
});

self.addEventListener("fetch", (event) => {
  const answer = async () => {
    const kept = await caches.open(KEPT);
    const known = await kept.match(event.request, { ignoreSearch: true });
    if (known) return known;
    const fetched = await fetch(event.request);
    if (fetched.ok) await kept.put(event.request, fetched.clone());
    return fetched;
  };
  if (event.request.method === "GET") event.respondWith(answer());
});
