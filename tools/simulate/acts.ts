import type { Answer, Steps } from '@fairslot/testing';

export type ActName =
  | 'hold'
  | 'renew'
  | 'release'
  | 'confirm'
  | 'cancel'
  | 'restore'
  | 'move'
  | 'attend'
  | 'expire'
  | 'release reserved'
  | 'add clinic'
  | 'edit clinic'
  | 'close'
  | 'open'
  | 'pause'
  | 'reserve';

export type End = Answer<object>;

/** Something somebody asks of the core. */
export interface Act {
  name: ActName;
  /** What it met when it began. */
  state: string;
  /** Booking or party that it is about; 0 for none. */
  subject: number;
  /** Taking something from clinics may strand people; nothing else may. */
  changesClinics: boolean;
  /** Begins it; once more with the same key where the answer was lost. `changed`: the key comes with another request. */
  begin: (changed: boolean) => Steps<End>;
  /** What the caller does with the answer. */
  told: (answer: End) => void;
  /** Idempotency key, with its scope. */
  key: string | null;
}
