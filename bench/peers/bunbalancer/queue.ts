// First in, first out, in a growing ring: shift() on an array of thousands
// moves them all.
export class Queue<T> {
  private ring: (T | undefined)[] = new Array(64);
  private head = 0;
  length = 0;

  push(item: T): void {
    if (this.length === this.ring.length) this.grow();
    this.ring[(this.head + this.length++) & (this.ring.length - 1)] = item;
  }

  peek(): T | undefined {
    return this.length === 0 ? undefined : this.ring[this.head];
  }

  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.ring[this.head];
    this.ring[this.head] = undefined;
    this.head = (this.head + 1) & (this.ring.length - 1);
    this.length--;
    return item;
  }

  private grow(): void {
    const old = this.ring;
    this.ring = new Array(old.length * 2);
    for (let i = 0; i < old.length; i++) this.ring[i] = old[(this.head + i) & (old.length - 1)];
    this.head = 0;
  }
}
