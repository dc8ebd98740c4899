// What is known of an error: where it is, and the lines around it.
import { readFileSync } from "node:fs";
import { fileOf, RipError } from "./rip";

export interface Failure {
  name: string;
  message: string;
  file?: string;
  line?: number;
  column?: number;
  /** The lines around the place, numbered, the line itself marked with ">". */
  excerpt?: string;
  stack?: string;
}

export function describeFailure(error: any): Failure {
  // bun wraps several errors of one module; the first is the one to mend.
  const first = error?.errors?.[0] ?? error;
  if (first === null || typeof first !== "object") return { name: "Error", message: `thrown: ${Bun.inspect(first)}` };
  if (first instanceof RipError) return fromRip(first);
  if (!(first instanceof Error) && typeof first.message !== "string") return { name: "Error", message: `thrown: ${Bun.inspect(first)}` };
  const stack = typeof first.stack === "string" ? unmarkedStack(first.stack + causes(first)) : undefined;
  const failure: Failure = { name: first.name ?? "Error", message: unmarkedStack(String(first.message)), stack };
  Object.assign(failure, first.position ? fromPosition(first.position) : fromStack(stack));
  if (failure.file === undefined && first.referrer) failure.file = fileOf(first.referrer);
  if (failure.file && failure.line) failure.excerpt = excerpt(failure.file, failure.line, failure.column);
  return failure;
}

const mostCauses = 5; // they may go in circles

// The errors behind an error: why it was thrown, and why that was.
function causes(error: any): string {
  let text = "";
  for (let i = 0, cause = error.cause; i < mostCauses && cause !== undefined && cause !== null; i++, cause = cause.cause) {
    text += `\n[cause]: ${typeof cause.stack === "string" ? cause.stack : Bun.inspect(cause)}`;
  }
  return text;
}

function fromRip({ file, first, message }: RipError): Failure {
  const { line, column, message: what } = first;
  return { name: "SyntaxError", message: what, file, line, column, excerpt: message.slice(what.length).replace(/^\n+/, "") };
}

function fromPosition({ file, line, column }: any): Partial<Failure> {
  return line > 0 ? { file: fileOf(file), line, column } : { file: fileOf(file) };
}

function fromStack(stack = ""): Partial<Failure> {
  for (const [, file, line, column] of stack.matchAll(/\(?(\/[^()\n]+?):(\d+):(\d+)\)?$/gm)) {
    const ours = file!.startsWith(import.meta.dir + "/");
    if (ours) continue;
    // Compiled Rip keeps its lines, but not its columns.
    const sameColumns = !fileOf(file!).endsWith(".rip");
    return { file: fileOf(file!), line: Number(line), column: sameColumns ? Number(column) : undefined };
  }
  return {};
}

// Frames of the worker itself say nothing about the app.
function unmarkedStack(stack: string): string {
  return stack
    .split("\n")
    .filter((line) => !line.includes(import.meta.dir + "/"))
    .join("\n")
    .replace(/[?&]g=\d+/g, "");
}

function excerpt(file: string, line: number, column?: number): string | undefined {
  let lines: string[];
  try {
    lines = readFileSync(file, "utf8").split("\n");
  } catch {
    return undefined;
  }
  const first = Math.max(line - 4, 0);
  const width = String(line + 3).length;
  return lines
    .slice(first, line + 3)
    .map((text, i) => {
      const number = first + i + 1;
      const row = `${number === line ? ">" : " "} ${String(number).padStart(width)} | ${text}`;
      return number === line && column ? `${row}\n  ${" ".repeat(width)} | ${" ".repeat(column - 1)}^` : row;
    })
    .join("\n");
}
