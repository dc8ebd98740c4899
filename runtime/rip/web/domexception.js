// DOMException: an Error whose name says what happened, with the codes of old.
(function (load) {
  'use strict';
  const { expose, constants } = load('idl');

  const codes = [
    'IndexSizeError', , 'HierarchyRequestError', 'WrongDocumentError', 'InvalidCharacterError', , 'NoModificationAllowedError',
    'NotFoundError', 'NotSupportedError', 'InUseAttributeError', 'InvalidStateError', 'SyntaxError', 'InvalidModificationError',
    'NamespaceError', 'InvalidAccessError', , 'TypeMismatchError', 'SecurityError', 'NetworkError', 'AbortError', 'URLMismatchError',
    'QuotaExceededError', 'TimeoutError', 'InvalidNodeTypeError', 'DataCloneError',
  ];
  const Stamp = class extends (function (object) { return object; }) {
    #message; #name;
    constructor(error, message, name) { super(error); this.#message = message; this.#name = name; }
    static message(of) { return of.#message; }
    static name_(of) { return of.#name; }
    static has(value) { return typeof value === 'object' && value !== null && #name in value; }
  };

  class DOMException {
    // Not `extends Error`: the class itself inherits from Function.prototype,
    // only its objects are errors, with a stack.
    constructor(message = '', name = 'Error') {
      message = `${message}`;
      name = `${name}`;
      return new Stamp(Reflect.construct(Error, [], new.target), message, name);
    }
    get name() { return Stamp.name_(this); }
    get message() { return Stamp.message(this); }
    get code() { return codes.indexOf(Stamp.name_(this)) + 1; }
  }
  Object.setPrototypeOf(DOMException.prototype, Error.prototype);
  expose(DOMException);
  constants(DOMException, {
    INDEX_SIZE_ERR: 1, DOMSTRING_SIZE_ERR: 2, HIERARCHY_REQUEST_ERR: 3, WRONG_DOCUMENT_ERR: 4, INVALID_CHARACTER_ERR: 5,
    NO_DATA_ALLOWED_ERR: 6, NO_MODIFICATION_ALLOWED_ERR: 7, NOT_FOUND_ERR: 8, NOT_SUPPORTED_ERR: 9, INUSE_ATTRIBUTE_ERR: 10,
    INVALID_STATE_ERR: 11, SYNTAX_ERR: 12, INVALID_MODIFICATION_ERR: 13, NAMESPACE_ERR: 14, INVALID_ACCESS_ERR: 15,
    VALIDATION_ERR: 16, TYPE_MISMATCH_ERR: 17, SECURITY_ERR: 18, NETWORK_ERR: 19, ABORT_ERR: 20, URL_MISMATCH_ERR: 21,
    QUOTA_EXCEEDED_ERR: 22, TIMEOUT_ERR: 23, INVALID_NODE_TYPE_ERR: 24, DATA_CLONE_ERR: 25,
  });

  return { DOMException, isDOMException: Stamp.has };
})
