// node:assert.
(function (require) {
  'use strict';
  const { coded, wrongType } = require('errors');
  const { inspect, isDeepStrictEqual } = require('util');
  const deepEqual = require('deepequal');

  class AssertionError extends Error {
    constructor(options) {
      if (options === null || typeof options !== 'object') throw wrongType('options', 'of type object', options);
      const { message, actual, expected, operator } = options;
      super(message === undefined ? `${inspect(actual)} ${operator} ${inspect(expected)}` : String(message));
      this.generatedMessage = message === undefined;
      this.code = 'ERR_ASSERTION';
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
  }
  Object.defineProperty(AssertionError.prototype, 'name', { value: 'AssertionError', writable: true, configurable: true });

  // judge throws unless it is fine: the message given, or what is wrong.
  function judge(fine, message, actual, expected, operator, otherwise) {
    if (fine) return;
    if (message instanceof Error) throw message;
    const error = new AssertionError({ message: message ?? otherwise, actual, expected, operator });
    error.generatedMessage = message === undefined;
    throw error;
  }

  function assert(...args) { assert.ok(...args); }

  const comparison = (operator, what, compare) => function (actual, expected, message) {
    if (arguments.length < 2) throw coded(TypeError, 'ERR_MISSING_ARGS', 'The "actual" and "expected" arguments must be specified');
    judge(compare(actual, expected), message, actual, expected, operator,
      `${what}\n\n${inspect(actual)}\n\nshould${operator.startsWith('not') ? ' not' : ''} ${operator.includes('eep') ? 'loosely deep-equal' : 'equal'}\n\n${inspect(expected)}`
        .replace('loosely deep-equal', operator.includes('trict') ? 'deep-equal' : 'loosely deep-equal'));
  };

  // eslint-disable-next-line eqeqeq
  const loose = (a, b) => a == b || a !== a && b !== b;

  // matches says whether a thrown error is the one expected.
  function matches(error, expected, message) {
    if (expected === undefined) return true;
    if (expected instanceof RegExp) return expected.test(String(error));
    if (typeof expected === 'object') {
      for (const key of [...Object.keys(expected), ...(expected instanceof Error ? ['name', 'message'] : [])]) {
        const fits = expected[key] instanceof RegExp && typeof error?.[key] === 'string'
          ? expected[key].test(error[key]) : isDeepStrictEqual(error?.[key], expected[key]);
        judge(fits, message, error, expected, 'throws', `The error's ${key} is ${inspect(error?.[key])}, not ${inspect(expected[key])}`);
      }
      return true;
    }
    if (expected.prototype !== undefined && error instanceof expected) return true;
    if (Error.isPrototypeOf(expected)) return false;
    return Reflect.apply(expected, {}, [error]) === true;
  }

  // expectFailure judges what was thrown, if anything was.
  function expectFailure(thrown, expected, message, operator) {
    if (typeof expected === 'string') [expected, message] = [undefined, expected];
    const what = operator === 'rejects' ? 'rejection' : 'exception';
    judge(thrown, message, undefined, expected, operator, `Missing expected ${what}${expected?.name ? ` (${expected.name})` : ''}.`);
    if (matches(thrown.error, expected, message)) return;
    if (typeof expected === 'function' && (expected.prototype === undefined || !(expected.prototype instanceof Error)) && !(expected.prototype instanceof Object && thrown.error instanceof expected)) {
      judge(false, message, thrown.error, expected, operator, 'The validation function is expected to return "true".');
    }
    if (typeof expected === 'function') throw thrown.error;
    judge(false, message, thrown.error, expected, operator,
      `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(String(thrown.error))}\n`);
  }

  function attempt(fn) {
    if (typeof fn !== 'function') throw wrongType('fn', 'of type function', fn);
    try {
      fn();
    } catch (error) {
      return { error };
    }
  }

  async function attemptAsync(promise) {
    if (typeof promise === 'function') promise = promise();
    if (typeof promise?.then !== 'function') throw wrongType('promiseFn', 'of type function or an instance of Promise', promise);
    try {
      await promise;
    } catch (error) {
      return { error };
    }
  }

  function unwanted(thrown, expected, message, operator) {
    if (!thrown) return;
    if (typeof expected === 'string') [expected, message] = [undefined, expected];
    if (expected !== undefined && !matches(thrown.error, expected)) throw thrown.error;
    judge(false, message && `Got unwanted ${operator === 'doesNotThrow' ? 'exception' : 'rejection'}: ${message}\nActual message: "${thrown.error?.message}"`,
      thrown.error, expected, operator, `Got unwanted ${operator === 'doesNotThrow' ? 'exception' : 'rejection'}.\nActual message: "${thrown.error?.message}"`);
  }

  const regexp = (operator, want) => (string, pattern, message) => {
    if (!(pattern instanceof RegExp)) throw wrongType('regexp', 'an instance of RegExp', pattern);
    judge(typeof string === 'string' && pattern.test(string) === want, message, string, pattern, operator,
      `The input ${want ? 'did not match' : 'was expected to not match'} the regular expression ${pattern}. Input:\n\n${inspect(string)}\n`);
  };

  Object.assign(assert, {
    AssertionError,
    ok(...args) {
      const [value, message] = args;
      judge(value, message, value, true, '==', args.length === 0 ? 'No value argument passed to `assert.ok()`'
        : 'The expression evaluated to a falsy value');
    },
    fail(message = 'Failed') {
      if (message instanceof Error) throw message;
      throw new AssertionError({ message, operator: 'fail' });
    },
    equal: comparison('==', 'Expected values to be loosely equal:', loose),
    notEqual: comparison('!=', 'Expected "actual" not to be loosely equal to:', (a, b) => !loose(a, b)),
    strictEqual: comparison('strictEqual', 'Expected values to be strictly equal:', Object.is),
    notStrictEqual: comparison('notStrictEqual', 'Expected "actual" to be strictly unequal to:', (a, b) => !Object.is(a, b)),
    deepEqual: comparison('deepEqual', 'Expected values to be loosely deep-equal:', (a, b) => deepEqual(a, b, false)),
    notDeepEqual: comparison('notDeepEqual', 'Expected "actual" not to be loosely deep-equal to:', (a, b) => !deepEqual(a, b, false)),
    deepStrictEqual: comparison('deepStrictEqual', 'Expected values to be strictly deep-equal:', isDeepStrictEqual),
    notDeepStrictEqual: comparison('notDeepStrictEqual', 'Expected "actual" not to be strictly deep-equal to:', (a, b) => !isDeepStrictEqual(a, b)),
    throws(fn, expected, message) { expectFailure(attempt(fn), expected, message, 'throws'); },
    doesNotThrow(fn, expected, message) { unwanted(attempt(fn), expected, message, 'doesNotThrow'); },
    rejects: async (promise, expected, message) => expectFailure(await attemptAsync(promise), expected, message, 'rejects'),
    doesNotReject: async (promise, expected, message) => unwanted(await attemptAsync(promise), expected, message, 'doesNotReject'),
    ifError(value) {
      judge(value === null || value === undefined, undefined, value, null, 'ifError', `ifError got unwanted exception: ${value?.message ?? inspect(value)}`);
    },
    match: regexp('match', true),
    doesNotMatch: regexp('doesNotMatch', false),
  });

  function strict(...args) { assert.ok(...args); }
  assert.strict = Object.assign(strict, assert, {
    equal: assert.strictEqual, notEqual: assert.notStrictEqual,
    deepEqual: assert.deepStrictEqual, notDeepEqual: assert.notDeepStrictEqual,
  });
  assert.strict.strict = assert.strict;
  return assert;
})
