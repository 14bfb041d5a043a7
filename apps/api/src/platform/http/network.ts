import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** What one household or organisation has of addresses: an IPv4 address, or the first 64 bits of an IPv6 one. */
export function networkOf(ip: string, shared: BlockList): { prefix: string; isShared: boolean } {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/, '');
  if (isIPv4(plain)) return { prefix: plain, isShared: shared.check(plain, 'ipv4') };
  if (!isIPv6(plain)) return { prefix: 'unknown', isShared: false };
  return { prefix: firstHalf(plain), isShared: shared.check(plain, 'ipv6') };
}

/** '2001:db8::1' → '2001:db8:0:0': the first four groups, written out. */
function firstHalf(ip: string): string {
  const [head = '', tail] = ip.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after]
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}

/** '10.0.0.0/8,2001:db8::/32' as a list that answers whether an address is in it; null when it cannot be read. */
export function readNetworks(text: string): BlockList | null {
  const list = new BlockList();
  for (const entry of text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const [address = '', bits] = entry.split('/');
    const kind = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : null;
    if (!kind || !/^\d{1,3}$/.test(bits ?? '') || Number(bits) > (kind === 'ipv4' ? 32 : 128)) return null;
    list.addSubnet(address, Number(bits), kind);
  }
  return list;
}
