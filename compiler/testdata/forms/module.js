import main, { a as b } from './lib.rip';
import './side.js';
const shape = b;
export const limit = 10;
export const run = function(x) { return main(x, limit); };
export { shape as form };
export default async function() {
  return await import('./later.js'); };
