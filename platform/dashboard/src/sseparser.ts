/** One message of an event stream. */
export interface Message {
  event: string;
  data: string;
  id: string;
}

/** Parser turns the text of an event stream, in pieces of any size, into its
 * messages (WHATWG HTML, 9.2.6). Comments and `retry` are passed over. */
export class Parser {
  private rest = "";
  private event = "";
  private data: string[] = [];
  private id = "";

  /** Takes the next piece and returns the messages that it completes. */
  feed(piece: string): Message[] {
    const messages: Message[] = [];
    let text = this.rest + piece;
    // A CR at the very end may be the first half of a CRLF.
    const held = text.endsWith("\r") ? "\r" : "";
    if (held) text = text.slice(0, -1);
    const lines = text.split(/\r\n|\n|\r/);
    this.rest = (lines.pop() ?? "") + held;
    for (const line of lines) {
      if (line !== "") this.field(line);
      else if (this.data.length > 0) messages.push(this.take());
      else this.event = "";
    }
    return messages;
  }

  private take(): Message {
    const message = { event: this.event || "message", data: this.data.join("\n"), id: this.id };
    this.event = "";
    this.data = [];
    return message;
  }

  private field(line: string): void {
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") this.event = value;
    else if (name === "data") this.data.push(value);
    else if (name === "id" && !value.includes("\0")) this.id = value;
  }
}
