// util.parseArgs.
(function (require) {
  'use strict';
  const { coded, wrongValue } = require('errors');

  // names finds the long name of an option, and what it is.
  function optionOf(options, name) {
    if (Object.hasOwn(options, name)) return [name, options[name]];
    return [name, undefined];
  }

  function longOf(options, short) {
    const found = Object.entries(options).find(([, option]) => option.short === short);
    return found ? found[0] : short;
  }

  // tokenize splits the arguments into what they mean.
  function tokenize(args, options) {
    const tokens = [];
    const rest = [...args];
    const option = (name, rawName, value, inlineValue) => tokens.push({ kind: 'option', name, rawName, value, inlineValue });
    const takesValue = (name) => optionOf(options, name)[1]?.type === 'string';
    while (rest.length > 0) {
      const arg = rest.shift();
      if (arg === '--') {
        tokens.push({ kind: 'option-terminator' });
        for (const value of rest) tokens.push({ kind: 'positional', value });
        return tokens;
      }
      if (/^--./.test(arg)) {
        const at = arg.indexOf('=');
        const name = at < 0 ? arg.slice(2) : arg.slice(2, at);
        if (at >= 0) option(name, `--${name}`, arg.slice(at + 1), true);
        else if (takesValue(name) && rest.length > 0) option(name, arg, rest.shift(), false);
        else option(name, arg, undefined, undefined);
      } else if (/^-[^-]/.test(arg)) {
        for (let i = 1; i < arg.length; i++) {
          const name = longOf(options, arg[i]);
          if (!takesValue(name)) {
            option(name, `-${arg[i]}`, undefined, undefined);
            continue;
          }
          const inline = arg.slice(i + 1);
          if (inline !== '') option(name, `-${arg[i]}`, inline, true);
          else option(name, `-${arg[i]}`, rest.shift(), false);
          break;
        }
      } else {
        tokens.push({ kind: 'positional', value: arg });
      }
    }
    return tokens;
  }

  function check({ name, rawName, value, inlineValue }, option, negated) {
    if (option === undefined) {
      throw coded(TypeError, 'ERR_PARSE_ARGS_UNKNOWN_OPTION', `Unknown option '${rawName}'`);
    }
    const shown = `${option.short ? `-${option.short}, ` : ''}--${name}`;
    if (option.type === 'string' && value === undefined) {
      throw coded(TypeError, 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE', `Option '${shown} <value>' argument missing`);
    }
    if (option.type === 'string' && !inlineValue && /^-./.test(value)) {
      throw coded(TypeError, 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE', `Option '${shown}' argument is ambiguous.\nDid you forget to specify the option argument for '${rawName}'?`);
    }
    if (option.type === 'boolean' && value !== undefined && !negated) {
      throw coded(TypeError, 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE', `Option '${shown}' does not take an argument`);
    }
  }

  return function parseArgs(config = {}) {
    const { args = require('process').argv.slice(2), options = {}, strict = true, allowNegative = false } = config;
    const allowPositionals = config.allowPositionals ?? !strict;
    for (const [name, option] of Object.entries(options)) {
      if (option.type !== 'string' && option.type !== 'boolean') throw wrongValue(`options.${name}.type`, option.type, "must be one of: 'string', 'boolean'");
    }
    const tokens = tokenize(args, options), values = Object.create(null), positionals = [];
    for (const token of tokens) {
      if (token.kind === 'positional') {
        if (!allowPositionals) throw coded(TypeError, 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL', `Unexpected argument '${token.value}'. This command does not take positional arguments`);
        positionals.push(token.value);
      }
      if (token.kind !== 'option') continue;
      let [name, option] = optionOf(options, token.name);
      const negated = allowNegative && option === undefined && name.startsWith('no-');
      if (negated) [name, option] = optionOf(options, name.slice(3));
      if (strict) check(token, option, negated);
      const value = negated ? false : token.value ?? true;
      if (option?.multiple) (values[name] ??= []).push(value);
      else values[name] = value;
    }
    for (const [name, option] of Object.entries(options)) {
      if (option.default !== undefined && values[name] === undefined) values[name] = option.default;
    }
    return config.tokens ? { values, positionals, tokens } : { values, positionals };
  };
})
