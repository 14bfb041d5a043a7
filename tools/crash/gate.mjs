/** Lets operations through while it is open; closing waits until those inside have come out. */
export class Gate {
  inside = 0;
  waiting = [];
  isOpen = false;

  open() {
    this.isOpen = true;
    for (const goOn of this.waiting.splice(0)) goOn();
  }

  async close() {
    this.isOpen = false;
    if (this.inside > 0) await new Promise((done) => (this.whenEmpty = done));
  }

  async through(work) {
    while (!this.isOpen) await new Promise((goOn) => this.waiting.push(goOn));
    this.inside += 1;
    try {
      return await work();
    } finally {
      this.inside -= 1;
      if (this.inside === 0) this.whenEmpty?.();
    }
  }
}
