package dev.zmol.iface;

/** Why a packet was dropped. */
public enum DropReason {
  /** The frame is shorter than its link-layer header. */
  FRAME_TOO_SHORT,
  /** The frame is addressed to another station. */
  FRAME_NOT_FOR_US,
  /** The frame claims to come from a group, which no frame does. */
  FRAME_SOURCE_INVALID,
  /** The frame has no VLAN tag, or not one of the kind that is expected. */
  VLAN_TAG_MISSING,
  /** The frame is one of another VLAN. */
  VLAN_NOT_OURS,
  /** An IEEE 802.15.4 header is malformed, or of a kind of frame that there is nothing to do with. */
  FRAME_MALFORMED,
  /** The frame is of another network. */
  FRAME_PAN_NOT_OURS,
  /** The frame is secured, and we have no keys. */
  FRAME_SECURED,
  /** The frame is one that came before, sent again because the acknowledgment was lost. */
  FRAME_DUPLICATE,
  /** Nobody has acknowledged the frame, as often as it was sent; or its datagram was given up for that. */
  FRAME_UNACKNOWLEDGED,
  /** What the frame carries is not of 6LoWPAN, or of a kind that is not spoken (RFC 4944 §5.1). */
  LOWPAN_DISPATCH_UNKNOWN,
  /** A compressed header makes no sense, or needs a context that is not known (RFC 6282). */
  LOWPAN_MALFORMED,
  /** A 6LoWPAN fragment is too short, or its size and offset do not agree (RFC 4944 §5.3). */
  LOWPAN_FRAGMENT_MALFORMED,
  /** A 6LoWPAN fragment overlaps another one: what was there of its datagram is given up (RFC 4944 §5.3). */
  LOWPAN_FRAGMENT_CONFLICT,
  /** The rest of a datagram did not come in time, or too many datagrams were incomplete. */
  LOWPAN_REASSEMBLY_GIVEN_UP,
  /** The EtherType, or the IP version on an IP medium, is one that the stack does not speak. */
  ETHER_TYPE_UNKNOWN,
  /** An ARP packet is malformed, or not for IPv4 over Ethernet (RFC 826). */
  ARP_MALFORMED,
  /** Another host says that an address of ours is its own (RFC 5227 §2.4, RFC 4862 §5.4). */
  ADDRESS_CONFLICT,
  /** The IP header is malformed: version, header length, or total length. */
  IP_MALFORMED,
  /** The IPv4 header checksum is wrong (RFC 1122 §3.2.1.2). */
  IP_CHECKSUM,
  /** The source address is one that no packet may come from (RFC 1122 §3.2.1.3, RFC 4291 §2.7). */
  IP_SOURCE_INVALID,
  /** The packet is addressed to another host. */
  IP_NOT_FOR_US,
  /** The packet was sent to a group that we are in, by a source that nobody listens to (RFC 3376 §3.2). */
  GROUP_SOURCE_FILTERED,
  /** The packet is a fragment, and the stack does not reassemble. */
  IP_FRAGMENT,
  /** A fragment is empty, of an odd length, beyond the longest packet, or lacks headers (RFC 791, RFC 8200 §4.5). */
  IP_FRAGMENT_MALFORMED,
  /** Fragments overlap, or contradict each other: all of the datagram is given up (RFC 5722, RFC 3168 §5.3). */
  IP_FRAGMENT_CONFLICT,
  /** The fragment is there already (RFC 8200 §4.5). */
  IP_FRAGMENT_DUPLICATE,
  /** Not all fragments of the datagram came in time (RFC 1122 §3.3.2, RFC 8200 §4.5). */
  IP_REASSEMBLY_TIMEOUT,
  /** Too many fragments of incomplete datagrams are there, from one source or from all. */
  IP_REASSEMBLY_MEMORY,
  /** An IPv6 extension header is malformed, or there are too many of them. */
  IP_EXTENSION_HEADER,
  /** No protocol of the stack has the packet's number. */
  IP_PROTOCOL_UNKNOWN,
  /** An IPsec packet is cut short, or of a length, or with a padding, that cannot be (RFC 4303 §2, RFC 4302 §2). */
  IPSEC_MALFORMED,
  /** No security association has the packet's SPI, destination and protocol (RFC 4301 §4.1). */
  IPSEC_NO_ASSOCIATION,
  /** The sequence number has been seen already, or is too old to tell (RFC 4303 §3.4.3). */
  IPSEC_REPLAYED,
  /** The integrity check value is wrong (RFC 4303 §3.4.4.1). */
  IPSEC_INTEGRITY,
  /** The lifetime of the security association is over (RFC 4301 §4.4.2.1). */
  IPSEC_EXPIRED,
  /** The security association has no sequence number left (RFC 4303 §3.3.3). */
  IPSEC_SEQUENCE_OVERFLOW,
  /** The policy discards the packet, or wants it protected otherwise than it is (RFC 4301 §5.2). */
  IPSEC_POLICY,
  /** IPsec packets are nested too deep, or what is within one is no packet that may be there (RFC 4301 §5.2). */
  IPSEC_NESTED,
  /** There is no route to the destination. */
  NO_ROUTE,
  /** The packet is longer than the MTU. */
  PACKET_TOO_BIG,
  /** The rest of a datagram, of which some fragments had been sent. */
  FRAGMENTS_GIVEN_UP,
  /** The neighbour did not answer. */
  NEIGHBOR_UNREACHABLE,
  /** Too many packets wait for neighbours. */
  NEIGHBOR_QUEUE_FULL,
  /** A neighbour that we have not asked for advertises itself (RFC 4861 §7.2.5). */
  NEIGHBOR_UNKNOWN,
  /** The neighbour cache is full. */
  NEIGHBOR_CACHE_FULL,
  /** An ICMP message is malformed. */
  ICMP_MALFORMED,
  /** The ICMP checksum is wrong. */
  ICMP_CHECKSUM,
  /** An ICMP message of a type that the stack does not handle. */
  ICMP_TYPE_UNKNOWN,
  /** An ICMP error quotes a packet that is not from one of our addresses. */
  ICMP_NOT_OURS,
  /** An echo request that is not to be answered, or a reply that nobody waits for. */
  ICMP_ECHO_IGNORED,
  /** The receive queue of the ICMP socket is full. */
  ICMP_QUEUE_FULL,
  /** An ICMP error was not sent because too many had been (RFC 1812 §4.3.2.8, RFC 4443 §2.4). */
  ICMP_RATE_LIMITED,
  /** A neighbour discovery message is malformed, or came through a router (RFC 4861 §7.1). */
  NDP_MALFORMED,
  /** A probe for a duplicate address is our own, sent back by the network (RFC 7527 §4.2). */
  NDP_LOOPED_BACK,
  /** A redirect is not from the first hop to its destination, or not to a neighbour (RFC 1122 §3.2.2.2, RFC 4861 §8.1). */
  REDIRECT_REFUSED,
  /** A router advertisement, or an option of one, says what cannot be, or there are too many (RFC 4862 §5.5.3). */
  ROUTER_ADVERTISEMENT_REFUSED,
  /** A message of RPL is malformed, secured, or has come from where none may (RFC 6550 §6). */
  RPL_MALFORMED,
  /** A message of RPL is about another instance or DODAG (RFC 6550 §5). */
  RPL_NOT_OURS,
  /** A message of RPL says what cannot be, or there is no room for it (RFC 6550 §8.2, §9.2). */
  RPL_REFUSED,
  /** A packet has gone round in a circle, or its source route would (RFC 6550 §11.2, RFC 6554 §4.2). */
  RPL_LOOP,
  /** A packet that is to be forwarded has been over as many hops as it may (RFC 8200 §3). */
  HOP_LIMIT_EXCEEDED,
  /** An IGMP or MLD message is malformed, or has not come from a router on the link (RFC 3376 §9, RFC 3810 §6.2). */
  GROUP_MESSAGE_MALFORMED,
  /** The checksum of an IGMP message is wrong. */
  GROUP_MESSAGE_CHECKSUM,
  /** The receive queue of the raw socket is full. */
  RAW_QUEUE_FULL,
  /** The UDP header is malformed. */
  UDP_MALFORMED,
  /** The UDP checksum is wrong, or missing over IPv6. */
  UDP_CHECKSUM,
  /** No socket is bound to the UDP port. */
  UDP_PORT_UNREACHABLE,
  /** The receive queue of the UDP socket is full. */
  UDP_QUEUE_FULL,
  /** A DNS message is malformed (RFC 1035 §4.1). */
  DNS_MALFORMED,
  /** A DNS response that nobody waits for: wrong source, port, id or question (RFC 5452 §9.1), or not from the link. */
  DNS_UNEXPECTED,
  /** A DHCP message is malformed: cut short, or with an option that its code does not allow. */
  DHCP_MALFORMED,
  /** A DHCP message answers none of ours: another transaction, another client, or a server that was not asked. */
  DHCP_NOT_OURS,
  /** A DHCP message offers what no host can have, or answers what was not asked. */
  DHCP_UNACCEPTABLE,
  /** The TCP header is malformed. */
  TCP_MALFORMED,
  /** The TCP checksum is wrong. */
  TCP_CHECKSUM,
  /** The TCP segment is for no connection and no listener. */
  TCP_NO_CONNECTION,
  /** The TCP segment is outside of the receive window (RFC 9293 §3.10.7.4). */
  TCP_OUT_OF_WINDOW,
  /** The TCP segment lacks what its connection's state asks for (RFC 9293 §3.10.7). */
  TCP_UNACCEPTABLE,
  /** The listener's queue of half-open or of established connections is full. */
  TCP_BACKLOG_FULL,
  /** The TCP segment acknowledges a SYN cookie that was never sent, or too long ago (RFC 4987 §3.6). */
  TCP_COOKIE_INVALID,
  /** The header of a protocol that is not zmol's own is malformed. */
  TRANSPORT_MALFORMED,
  /** The checksum of a protocol that is not zmol's own is wrong. */
  TRANSPORT_CHECKSUM,
  /** Nobody uses the port, or what takes its place, of a protocol that is not zmol's own. */
  TRANSPORT_PORT_UNREACHABLE,
  /** A receive queue of a protocol that is not zmol's own is full. */
  TRANSPORT_QUEUE_FULL,
  /** The device took no more. */
  DEVICE_BUSY
}
