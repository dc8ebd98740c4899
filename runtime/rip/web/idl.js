// What classes written in JavaScript need to look as Web IDL wants them to.
(function () {
  'use strict';
  const { defineProperty, getOwnPropertyDescriptor, getOwnPropertyNames } = Object;

  function enumerate(object, skip) {
    for (const name of getOwnPropertyNames(object)) {
      const property = getOwnPropertyDescriptor(object, name);
      if (skip.includes(name) || !property.configurable) continue;
      property.enumerable = true;
      defineProperty(object, name, property);
    }
  }

  // expose makes a class's members enumerable and gives its objects their name.
  function expose(Class, name = Class.name) {
    enumerate(Class.prototype, ['constructor']);
    enumerate(Class, ['length', 'name', 'prototype']);
    defineProperty(Class.prototype, Symbol.toStringTag, { value: name, configurable: true });
    return Class;
  }

  // constants defines them on the class and on its objects.
  function constants(Class, values) {
    for (const [name, value] of Object.entries(values)) {
      const property = { value, enumerable: true };
      defineProperty(Class, name, property);
      defineProperty(Class.prototype, name, property);
    }
  }

  // need throws unless so many arguments were given.
  function need(args, count, where) {
    if (args.length < count) {
      throw new TypeError(`${where}: ${count} argument${count > 1 ? 's' : ''} required, but only ${args.length} present.`);
    }
  }

  // dictionary is what an argument of a dictionary type may be.
  function dictionary(value, where) {
    if (value === undefined || value === null) return {};
    if (typeof value !== 'object' && typeof value !== 'function') {
      throw new TypeError(`${where}: the options must be an object.`);
    }
    return value;
  }

  // text is the conversion to DOMString: a symbol throws.
  const text = (value) => `${value}`;

  return { expose, constants, need, dictionary, text };
})
