// What a test file expects of the page around it.
(function (page, read) {
  'use strict';
  // Tests look at the descriptors of globals, which are accessors until the
  // first use; every app sees the ordinary property from then on.
  for (const name of Object.getOwnPropertyNames(globalThis)) void globalThis[name];

  globalThis.GLOBAL = { isWindow: () => false, isWorker: () => false, isShadowRealm: () => false };
  globalThis.META_TITLE = page.title;
  const origin = 'http://web-platform.test:8000';
  globalThis.location = {
    protocol: 'http:', host: 'web-platform.test:8000', hostname: 'web-platform.test', port: '8000', origin,
    pathname: `/${page.path}`, search: page.variant, hash: '', href: `${origin}/${page.path}${page.variant}`,
    toString() { return this.href; },
  };

  // Blob's tests read blobs with a FileReader, which servers do not have.
  if (page.path.startsWith('FileAPI/blob/')) {
    globalThis.FileReader = class FileReader extends EventTarget {
      readAsText(blob) { this.#read(blob.text()); }
      readAsArrayBuffer(blob) { this.#read(blob.arrayBuffer()); }
      async #read(result) {
        this.result = await result;
        for (const type of ['load', 'loadend']) {
          const event = new Event(type);
          this[`on${type}`]?.(event);
          this.dispatchEvent(event);
        }
      }
    };
  }

  // Tests fetch their own resources by relative URL.
  const network = globalThis.fetch;
  globalThis.fetch = function fetch(input, init) {
    if (typeof input !== 'string' || /^[a-z]+:/i.test(input)) return network.call(globalThis, input, init);
    return new Promise((resolve) => {
      const content = read(input);
      resolve({ ok: true, status: 200, text: async () => content, json: async () => JSON.parse(content) });
    });
  };
})
