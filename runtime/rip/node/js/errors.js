// Errors as node makes them: with a code that programs compare.
(function (require, native) {
  'use strict';

  // coded makes an error of a class with a code.
  function coded(Class, code, message) {
    const error = new Class(message);
    error.code = code;
    return error;
  }

  // received is how node shows a value of a wrong type.
  function received(value) {
    if (value === null || value === undefined) return `${value}`;
    if (typeof value === 'function') return `function ${value.name}`;
    if (typeof value === 'object') return value.constructor?.name ? `an instance of ${value.constructor.name}` : 'an object';
    if (typeof value === 'string') return `type string ('${value.length > 28 ? `${value.slice(0, 25)}...` : value}')`;
    return `type ${typeof value} (${String(value)}${typeof value === 'bigint' ? 'n' : ''})`;
  }

  const wrongType = (name, expected, value) => coded(TypeError, 'ERR_INVALID_ARG_TYPE',
    `The "${name}" ${name.includes('.') ? 'property' : 'argument'} must be ${expected}. Received ${received(value)}`);
  const wrongValue = (name, value, reason = 'is invalid') => coded(TypeError, 'ERR_INVALID_ARG_VALUE',
    `The ${name.includes('.') ? 'property' : 'argument'} '${name}' ${reason}. Received ${typeof value === 'string' ? `'${value}'` : String(value)}`);
  const outOfRange = (name, range, value) => coded(RangeError, 'ERR_OUT_OF_RANGE',
    `The value of "${name}" is out of range. It must be ${range}. Received ${String(value)}`);
  const unsupported = (what) => coded(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `${what} is not supported by the embedded runtime`);

  function needString(value, name) {
    if (typeof value !== 'string') throw wrongType(name, 'of type string', value);
  }

  function needFunction(value, name) {
    if (typeof value !== 'function') throw wrongType(name, 'of type function', value);
  }

  // abortError is what is thrown when a signal aborted.
  function abortError(signal) {
    const error = coded(Error, 'ABORT_ERR', 'The operation was aborted');
    error.name = 'AbortError';
    if (signal?.reason !== undefined) error.cause = signal.reason;
    return error;
  }

  return { coded, received, wrongType, wrongValue, outOfRange, unsupported, needString, needFunction, abortError, system: native.thrown };
})
