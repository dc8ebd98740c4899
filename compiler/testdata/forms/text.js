
const who = 'raw #{no}';
const hi = `hello ${who} and ${who}`;
const page = `<p>\n  ${hi}\n</p>`;




const raw = 'a\n  b';



const words = ["a", "b c", "d"];
const re = /a\/b/gi;
const long = RegExp(`^(\\d+)-${who}`, "i");



const state = Symbol.for("ready");
const cmd = sh`ls ${who}`;


const after = 1;
