/** People of one kind in a slot who could be moved to another clinic at their time. */
export interface SeatedKind {
  serviceId: number;
  audienceId: number | null;
  people: number;
}

export interface SeatedRow extends SeatedKind {
  slotId: number;
  siteId: number;
  startsAt: Date;
}

const NOBODY: readonly SeatedKind[] = [];

/** Who sits in the slots of starts where clinics for different purposes overlap; nobody is kept of any other. */
export class Seated {
  private readonly bySlot = new Map<number, readonly SeatedKind[]>();
  /** Slots are filled alike, so one list serves many. */
  private readonly lists = new Map<string, readonly SeatedKind[]>();

  of(slotId: number): readonly SeatedKind[] {
    return this.bySlot.get(slotId) ?? NOBODY;
  }

  /** Slots with somebody in them. */
  slotIds(): number[] {
    return [...this.bySlot.keys()];
  }

  clear(slotId: number): void {
    this.bySlot.delete(slotId);
  }

  /** Rows of one slot come together. */
  set(rows: readonly SeatedRow[]): void {
    const bySlot = new Map<number, SeatedKind[]>();
    for (const { slotId, serviceId, audienceId, people } of rows) {
      const kinds = bySlot.get(slotId) ?? [];
      kinds.push({ serviceId, audienceId, people });
      bySlot.set(slotId, kinds);
    }
    for (const [slotId, kinds] of bySlot) this.bySlot.set(slotId, this.shared(kinds));
  }

  private shared(kinds: SeatedKind[]): readonly SeatedKind[] {
    const key = kindsText(kinds);
    const known = this.lists.get(key);
    if (!known) this.lists.set(key, kinds);
    return known ?? kinds;
  }
}

/** Equal for equal kinds, in whatever order. */
export function kindsText(kinds: readonly SeatedKind[]): string {
  return kinds
    .map(({ serviceId, audienceId, people }) => `${serviceId}/${audienceId ?? ''}*${people}`)
    .sort()
    .join();
}
