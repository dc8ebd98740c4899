// What is asked of a value as a whole, and computed from it.

// checkRules runs every rule: those that answer at once, and, if they all
// hold, those that take time, together. A rule that throws does not hold.
const checkRules = (ensures, value) => {
  if (ensures.length === 0) return right;
  const broken = (rules) => rules.map((e) => issue(e.field ?? "", "ensure", e.message));
  const failed = broken(ensures.filter((e) => !e.async && !holds(e, value)));
  const slow = ensures.filter((e) => e.async);
  if (failed.length > 0 || slow.length === 0) return failed;
  return Promise.all(slow.map((e) => holdsLater(e, value))).then((answers) => broken(slow.filter((_, i) => !answers[i])));
};

const holds = (rule, value) => {
  try { return Boolean(rule.fn(value)); } catch { return false; }
};

const holdsLater = async (rule, value) => {
  try { return Boolean(await rule.fn(value)); } catch { return false; }
};

// derive computes the derived values, in order, and answers with the errors.
const derive = (deriveds, value) => {
  for (const { name, fn } of deriveds) {
    try {
      value[name] = fn.call(value);
    } catch (error) {
      return [issue(name, "derived", `${name} cannot be computed: ${error?.message ?? error}`)];
    }
  }
  return right;
};
