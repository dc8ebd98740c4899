// The names that compiled programs use.

const __schema = (descriptor) => {
  const made = new Schema(descriptor);
  if (made.name) known.set(made.name, made);
  return made;
};

const schema = { registerCoercer };
for (const name of ["transaction", "connect", "migrate", "plan", "status", "make", "introspect"]) {
  schema[name] = () => { throw new Error(`schema.${name} needs a database, and there is none behind this server's schemas`); };
}
