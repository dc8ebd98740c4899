// TypeScript and Rip import each other.
interface Note {
  id: number;
  text: string;
}

const escape = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

export const page = (title: string, notes: Note[]): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escape(title)}</title>
<style>body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }</style>
<h1>${escape(title)}</h1>
<p>Try <a href="/hello/you">/hello/you</a>, <a href="/notes">/notes</a>, <a href="/slow?ms=800">/slow</a> and <a href="/oops">/oops</a>.</p>
<ul>${notes.map((note) => `<li>${escape(note.text)}</li>`).join("")}</ul>
</html>
`;
