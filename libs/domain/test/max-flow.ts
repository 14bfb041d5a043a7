// Jest looks globals up anew at every use, which is slow.
const { min } = Math;
const ALL = Infinity;

/**
 * Greatest flow from one node to another (Dinic 1970). Tests count places with it; it shares nothing with the code they test.
 */
export class FlowNetwork {
  private readonly head: Int32Array;
  private readonly next: number[] = [];
  private readonly to: number[] = [];
  private readonly left: number[] = [];
  private readonly level: Int32Array;
  private readonly cursor: Int32Array;

  constructor(nodes: number) {
    this.head = new Int32Array(nodes).fill(-1);
    this.level = new Int32Array(nodes);
    this.cursor = new Int32Array(nodes);
  }

  edge(from: number, to: number, capacity: number): void {
    this.half(from, to, capacity);
    this.half(to, from, 0);
  }

  maxFlow(source: number, sink: number): number {
    let flow = 0;
    while (this.reaches(source, sink)) {
      this.cursor.set(this.head);
      for (let pushed = this.push(source, sink, ALL); pushed > 0; pushed = this.push(source, sink, ALL)) {
        flow += pushed;
      }
    }
    return flow;
  }

  private half(from: number, to: number, capacity: number): void {
    this.to.push(to);
    this.left.push(capacity);
    this.next.push(this.head[from]!);
    this.head[from] = this.to.length - 1;
  }

  /** Numbers the nodes by their distance from the source in what is left; false when the sink has none. */
  private reaches(source: number, sink: number): boolean {
    this.level.fill(-1);
    this.level[source] = 0;
    const queue = [source];
    for (const node of queue) {
      for (let edge = this.head[node]!; edge >= 0; edge = this.next[edge]!) {
        const to = this.to[edge]!;
        if (this.left[edge]! <= 0 || this.level[to]! >= 0) continue;
        this.level[to] = this.level[node]! + 1;
        queue.push(to);
      }
    }
    return this.level[sink]! >= 0;
  }

  private push(node: number, sink: number, most: number): number {
    if (node === sink) return most;
    for (; this.cursor[node]! >= 0; this.cursor[node] = this.next[this.cursor[node]!]!) {
      const edge = this.cursor[node]!;
      const to = this.to[edge]!;
      if (this.left[edge]! <= 0 || this.level[to] !== this.level[node]! + 1) continue;
      const pushed = this.push(to, sink, min(most, this.left[edge]!));
      if (pushed === 0) continue;
      this.left[edge]! -= pushed;
      this.left[edge ^ 1]! += pushed;
      return pushed;
    }
    return 0;
  }
}
