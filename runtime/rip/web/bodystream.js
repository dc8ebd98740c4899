// The streams of bodies: what Go needs of the streams library.
(function (load, native) {
  'use strict';
  const streams = load('streams');
  const { ReadableStream } = streams;
  const { getReader, tee } = ReadableStream.prototype;
  const slots = ['_state', '_reader', '_storedError', '_disturbed', '_readableStreamController'];

  // source is the underlying source over a Go body: pull returns a chunk or a
  // promise of one, undefined at the end.
  function source(pull, cancel) {
    if (pull === undefined) return { type: 'bytes', start: (controller) => controller.close() };
    return {
      type: 'bytes',
      cancel,
      pull(controller) {
        const chunk = pull();
        if (chunk instanceof Promise) return chunk.then((chunk) => give(controller, chunk));
        give(controller, chunk);
      },
    };
  }

  function give(controller, chunk) {
    if (chunk !== undefined) return controller.enqueue(chunk);
    controller.close();
    controller.byobRequest?.respond(0); // a reader that brought its own buffer waits for it
  }

  // adopt makes target, a dynamic object, the stream.
  function adopt(target, pull, cancel) {
    const stream = new ReadableStream(source(pull, cancel), { highWaterMark: 0 });
    for (const slot of slots) target[slot] = stream[slot];
    target._readableStreamController._controlledReadableByteStream = target;
  }

  // lock takes a reader for good.
  function lock(stream) {
    getReader.call(stream);
    stream._disturbed = true;
  }

  // collect hands all chunks to add and returns a promise of finish().
  function collect(stream, add, finish) {
    const reader = getReader.call(stream);
    stream._disturbed = true;
    const next = ({ done, value }) => {
      if (done) return finish();
      try {
        add(value);
      } catch (error) {
        reader.cancel(error).catch(() => {});
        throw error;
      }
      return step();
    };
    const step = () => reader.read().then(next);
    return step();
  }

  // reader gives Go chunk after chunk: got(chunk), got(undefined) at the end, or failed(error).
  function reader(stream, got, failed) {
    const reader = getReader.call(stream);
    return {
      read() { reader.read().then(({ done, value }) => got(done ? undefined : value)).catch(failed); },
      cancel(reason) { reader.cancel(reason).catch(() => {}); },
    };
  }

  // piped is a stream of the same chunks; the given one is locked.
  function piped(stream) {
    const reader = getReader.call(stream);
    stream._disturbed = true;
    return new ReadableStream({
      pull: (controller) => reader.read().then(({ done, value }) => {
        if (done) controller.close();
        else controller.enqueue(value);
      }),
      cancel: (reason) => reader.cancel(reason),
    }, { highWaterMark: 0 });
  }

  return {
    ReadableStream, adopt, lock, collect, reader, piped,
    tee: (stream) => tee.call(stream),
    from: (iterable) => ReadableStream.from(iterable),
  };
})
