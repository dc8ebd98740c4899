// node:util/types.
(function () {
  'use strict';
  const tag = (value) => Object.prototype.toString.call(value).slice(8, -1);
  const own = (value) => typeof value === 'object' && value !== null;
  const typed = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
  const arrayKind = (value) => ArrayBuffer.isView(value) ? Reflect.apply(typed, value, []) : undefined;

  // works is whether a method of a built-in class takes the value for its own.
  const works = (method) => (value) => {
    if (!own(value)) return false;
    try {
      Reflect.apply(method, value, []);
      return true;
    } catch {
      return false;
    }
  };
  const isBoxedAs = (Class) => (value) => own(value) && value instanceof Class;

  const types = {
    isDate: works(Date.prototype.getTime),
    isRegExp: (value) => own(value) && value instanceof RegExp,
    isMap: works(Map.prototype.keys),
    isSet: works(Set.prototype.keys),
    isWeakMap: (value) => own(value) && value instanceof WeakMap,
    isWeakSet: (value) => own(value) && value instanceof WeakSet,
    isPromise: (value) => own(value) && value instanceof Promise,
    isNativeError: (value) => own(value) && value instanceof Error,
    isArrayBuffer: (value) => own(value) && value instanceof ArrayBuffer,
    isSharedArrayBuffer: (value) => typeof SharedArrayBuffer === 'function' && value instanceof SharedArrayBuffer,
    isAnyArrayBuffer: (value) => types.isArrayBuffer(value) || types.isSharedArrayBuffer(value),
    isArrayBufferView: ArrayBuffer.isView,
    isTypedArray: (value) => arrayKind(value) !== undefined,
    isDataView: (value) => ArrayBuffer.isView(value) && arrayKind(value) === undefined,
    isFunction: (value) => typeof value === 'function',
    isAsyncFunction: (value) => typeof value === 'function' && tag(value) === 'AsyncFunction',
    isGeneratorFunction: (value) => typeof value === 'function' && /GeneratorFunction$/.test(tag(value)),
    isGeneratorObject: (value) => tag(value) === 'Generator',
    isMapIterator: (value) => tag(value) === 'Map Iterator',
    isSetIterator: (value) => tag(value) === 'Set Iterator',
    isNumberObject: isBoxedAs(Number), isStringObject: isBoxedAs(String), isBooleanObject: isBoxedAs(Boolean),
    isSymbolObject: isBoxedAs(Symbol), isBigIntObject: isBoxedAs(BigInt),
    isBoxedPrimitive: (value) => types.isNumberObject(value) || types.isStringObject(value) || types.isBooleanObject(value) ||
      types.isSymbolObject(value) || types.isBigIntObject(value),
    isModuleNamespaceObject: (value) => tag(value) === 'Module',
    isCryptoKey: (value) => own(value) && value instanceof CryptoKey,
    isKeyObject: () => false, isExternal: () => false, isArgumentsObject: (value) => tag(value) === 'Arguments',
  };
  for (const name of ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
    'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array']) types[`is${name}`] = (value) => arrayKind(value) === name;
  return types;
})
