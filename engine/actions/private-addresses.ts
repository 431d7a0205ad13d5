import { BlockList, isIP } from 'node:net'

/**
 * Addresses that are not on the public internet, or that carry another address inside: IANA's special-purpose registries
 * (RFC 6890 and its successors), multicast, and the ranges by which IPv6 reaches IPv4.
 */
const ranges: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
  // Loopback and "any", NAT64, discard, special, documentation, 6to4, local, link-local, site-local, multicast.
  ['::', 127], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20], ['5f00::', 16], ['fc00::', 7], ['fe80::', 10],
  ['fec0::', 10], ['ff00::', 8],
]

const notPublic = new BlockList()
for (const [network, prefix] of ranges) notPublic.addSubnet(network, prefix, isIP(network) === 6 ? 'ipv6' : 'ipv4')

/** True for an address that a stranger's host name must not lead to. IPv4 written as IPv6 (::ffff:127.0.0.1) counts as IPv4. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address)
  return family === 0 || notPublic.check(address, family === 6 ? 'ipv6' : 'ipv4')
}
