// JSON.parse's second pass (InternalizeJSONProperty).
(function () {
  'use strict';
  const put = (target, key, value) => {
    if (value === undefined) Reflect.deleteProperty(target, key);
    else Reflect.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  };
  function walk(holder, key, reviver) {
    const value = holder[key];
    if (typeof value === 'object' && value !== null) {
      if (Array.isArray(value)) {
        const { length } = value;
        for (let i = 0; i < length; i++) put(value, `${i}`, walk(value, `${i}`, reviver));
      } else {
        for (const name of Object.keys(value)) put(value, name, walk(value, name, reviver));
      }
    }
    return reviver.call(holder, key, value);
  }
  return (value, reviver) => walk({ '': value }, '', reviver);
})
