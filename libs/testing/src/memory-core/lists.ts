/** The list under a key, made where there is none. */
export const listIn = <K, T>(lists: Map<K, T[]>, key: K): T[] => {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
};

export const addOnce = <T>(list: T[], item: T): void => {
  if (!list.includes(item)) list.push(item);
};

/** Takes the item out, if it is there. */
export const without = <T>(list: T[] | undefined, item: T): void => {
  const at = list?.indexOf(item) ?? -1;
  if (at >= 0) list?.splice(at, 1);
};
