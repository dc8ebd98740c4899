
class Animal extends Base {
  static count = 0;
  legs = 4;

  constructor(name, {class: _class = 1, tail: end}, [first]) {
    super(name); this.name = name; this.class = _class; this.end = end; this.first = first; this.onClick = this.onClick.bind(this);
    Animal.count += 1; }
  speak(loud) { return loud ? super.speak() : this.name; }
  async load() { return await fetch(this.name); }
  onClick() { return this.legs; }
  "data-x"() { return this["data-x"]; }
  static Kid = class Kid extends Animal {
    cry() { return 'waa'; } }; }
const Color = {
  red: 0,
  green: 10,
  blue: 11, [0]: "red", [10]: "green", [11]: "blue" };



const count = 0;
function pick(xs, n) {
  return xs[n ?? 0]; }
