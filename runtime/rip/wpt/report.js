// Evaluated after testharness.js: results go to Go.
(function (complete) {
  'use strict';
  setup({ explicit_done: true, explicit_timeout: true });
  add_completion_callback((tests, harness) => {
    complete(JSON.stringify({
      harness: { status: harness.status, message: String(harness.message ?? '') },
      tests: tests.map(({ name, status, message }) => ({ name, status, message: String(message ?? '') })),
    }));
  });
})
