import { mend } from './mend.js'

/**
 * Makes drizzle-orm 0.45.4, the newest of its line, tell quickly what a part of a statement is. It asks of every column,
 * value and word of every statement whether it is of some ten classes, and looks through all its ancestors each time:
 * a twelfth of what a request costs. What is of a class depends on the class alone, so each pair is asked once.
 */
await mend('drizzle-orm', '0.45.4', [
  {
    file: 'entity.js',
    was: `function is(value, type) {
  if (!value || typeof value !== "object") {
    return false;
  }
  if (value instanceof type) {`,
    is: `const answers = new WeakMap();
function is(value, type) {
  if (!value || typeof value !== "object") {
    return false;
  }
  const own = Object.getPrototypeOf(value)?.constructor;
  if (typeof own !== "function") {
    return isOfClass(value, type);
  }
  let known = answers.get(own);
  if (known === undefined) {
    answers.set(own, known = new Map());
  }
  let answer = known.get(type);
  if (answer === undefined) {
    known.set(type, answer = isOfClass(value, type));
  }
  return answer;
}
function isOfClass(value, type) {
  if (value instanceof type) {`,
  },
])
