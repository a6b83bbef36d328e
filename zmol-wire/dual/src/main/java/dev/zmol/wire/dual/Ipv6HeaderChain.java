package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.IpProtocol;

/**
 * Walks the extension headers of an IPv6 packet to what they precede (RFC 8200 §4).
 *
 * <p>A mutable context that is used again for every packet; owned by one thread. Whatever the bytes are, the walk reads
 * none outside of the packet, and it ends: each step moves on, and there are {@value #MAX_HEADERS} of them at most.
 */
@Only(Family.IPV6)
public final class Ipv6HeaderChain {
  /** How many extension headers a packet may have (RFC 8883 §2.2 allows such a limit). */
  public static final int MAX_HEADERS = 8;

  /** How a walk ended. */
  public enum Outcome {
    /** At a protocol: {@link #protocol} and {@link #offset} say which and where. */
    COMPLETE,
    /** At the fragment header of a fragment, which {@link #offset} points to. */
    FRAGMENT,
    /** At bytes that make no sense, or at the end of the packet: it is to be dropped. */
    MALFORMED,
    /** There are more headers than {@link #MAX_HEADERS}: the packet is to be dropped. */
    TOO_MANY,
    /** At an unknown option that asks for the packet to be dropped without a word (RFC 8200 §4.2, action 01). */
    DISCARD,
    /** At something that the sender is to be told about with {@link #code} and {@link #pointer}. */
    PARAMETER_PROBLEM,
    /** The same, but not if the destination is a group (RFC 8200 §4.2, action 11). */
    PARAMETER_PROBLEM_UNLESS_MULTICAST
  }

  /** The option of RPL under the number that asks others to discard the packet (RFC 6553 §6; 0x23 since RFC 9008). */
  public static final int OLD_RPL_OPTION = 0x63;

  private static final int OPTION_PAD1 = 0;

  private int start;
  private int protocol;
  private int offset;
  private int nextHeaderPointer;
  private int code;
  private int pointer;
  private boolean fragmentHeader;

  /** A bit for each type of option that is recognised. */
  private final long[] recognized = new long[4];

  /** Creates a context. */
  public Ipv6HeaderChain() {}

  /**
   * Has options of a type stepped over from now on, whatever their type asks of those that do not know it: a protocol
   * above knows it.
   *
   * @param type the type of the option, 0 to 255
   */
  public void recognize(int type) {
    recognized[type >>> 6] |= 1L << type;
  }

  private boolean isRecognized(int type) {
    return (recognized[type >>> 6] & 1L << type) != 0;
  }

  /**
   * {@return the number of the protocol that the walk ended at; {@link IpProtocol#IPV6_FRAGMENT} at a fragment}
   */
  public int protocol() {
    return protocol;
  }

  /** {@return where in the buffer that begins which the walk ended at} */
  public int offset() {
    return offset;
  }

  /** {@return where in the packet the field lies that {@link #protocol} was read from, counted from its first byte} */
  public int nextHeaderPointer() {
    return nextHeaderPointer;
  }

  /** {@return whether there is a fragment header, though the packet may be whole (RFC 6946, RFC 6980)} */
  public boolean hasFragmentHeader() {
    return fragmentHeader;
  }

  /** {@return the code of the parameter problem, one of {@link Icmpv6Code}; 0 if there is none} */
  public int code() {
    return code;
  }

  /** {@return where in the packet the parameter problem lies, counted from its first byte; 0 if there is none} */
  public int pointer() {
    return pointer;
  }

  /**
   * Walks the headers of a packet.
   *
   * @param buf the bytes
   * @param ip where the packet begins, a packet whose header has been checked
   * @param end where it ends
   * @return how the walk ended
   */
  public Outcome walk(byte[] buf, int ip, int end) {
    start = ip;
    fragmentHeader = false;
    code = 0;
    pointer = 0;
    protocol = Ipv6Wire.nextHeader(buf, ip);
    nextHeaderPointer = Ipv6Wire.NEXT_HEADER_OFFSET;
    offset = ip + Ipv6Wire.LENGTH;
    return proceed(buf, end, true);
  }

  /**
   * Steps over the fragment header of a first fragment that a walk has ended at, and walks on from there.
   *
   * @param buf the bytes
   * @param end where the fragment ends
   * @return how the walk ended; {@link Outcome#MALFORMED} if the fragment ends before the headers do
   */
  public Outcome resume(byte[] buf, int end) {
    step(Ipv6FragmentWire.nextHeader(buf, offset), Ipv6FragmentWire.LENGTH);
    return proceed(buf, end, false);
  }

  /**
   * Steps over a routing header with segments left, at which walks end, and walks on from there: for who looks at a
   * packet on its way to somebody else.
   *
   * @param buf the bytes
   * @param end where the packet ends
   * @param outcome how the walk ended
   * @return how the walk ended after that; the same if there is no such header
   */
  public Outcome pass(byte[] buf, int end, Outcome outcome) {
    Outcome latest = outcome;
    for (int k = 0; k < MAX_HEADERS && latest == Outcome.PARAMETER_PROBLEM; k++) {
      if (protocol != IpProtocol.IPV6_ROUTING) {
        return latest;
      }
      step(Ipv6ExtensionWire.nextHeader(buf, offset), (Ipv6ExtensionWire.extensionLength(buf, offset) + 1) << 3);
      latest = proceed(buf, end, false);
    }
    return latest;
  }

  private Outcome proceed(byte[] buf, int end, boolean fromTheBeginning) {
    for (int k = 0; k < MAX_HEADERS; k++) {
      if (!isExtension(protocol)) {
        return Outcome.COMPLETE;
      }
      Outcome outcome = extension(buf, end, fromTheBeginning && k == 0);
      if (outcome != Outcome.COMPLETE) {
        return outcome;
      }
    }
    return isExtension(protocol) ? Outcome.TOO_MANY : Outcome.COMPLETE;
  }

  /** Whether a number stands for an extension header that is walked over. */
  private static boolean isExtension(int number) {
    return switch (number) {
      case IpProtocol.HOP_BY_HOP,
          IpProtocol.IPV6_ROUTING,
          IpProtocol.IPV6_FRAGMENT,
          IpProtocol.IPV6_DESTINATION_OPTIONS ->
          true;
      default -> false;
    };
  }

  /** Steps over one extension header, if there is nothing about it that ends the walk. */
  private Outcome extension(byte[] buf, int end, boolean first) {
    if (end - offset < Ipv6FragmentWire.LENGTH) {
      return Outcome.MALFORMED; // Every extension header has eight bytes at least.
    }
    if (protocol == IpProtocol.IPV6_FRAGMENT) {
      return fragment(buf);
    }
    int length = (Ipv6ExtensionWire.extensionLength(buf, offset) + 1) << 3;
    if (length > end - offset) {
      return Outcome.MALFORMED;
    }
    Outcome outcome = content(buf, offset + length, first);
    if (outcome == Outcome.COMPLETE) {
      step(Ipv6ExtensionWire.nextHeader(buf, offset), length);
    }
    return outcome;
  }

  private Outcome content(byte[] buf, int headerEnd, boolean first) {
    if (protocol == IpProtocol.IPV6_ROUTING) {
      return routing(buf);
    }
    if (protocol == IpProtocol.HOP_BY_HOP && !first) {
      // Its place is right behind the IPv6 header (RFC 8200 §4.1); elsewhere zero is no protocol.
      return problem(Icmpv6Code.UNRECOGNIZED_NEXT_HEADER, nextHeaderPointer);
    }
    return options(buf, offset + Ipv6ExtensionWire.LENGTH, headerEnd);
  }

  private void step(int nextHeader, int length) {
    protocol = nextHeader;
    nextHeaderPointer = offset - start;
    offset += length;
  }

  /** A fragment that is the whole of its packet is stepped over (RFC 6946). */
  private Outcome fragment(byte[] buf) {
    fragmentHeader = true;
    if (Ipv6FragmentWire.fragmentOffset(buf, offset) != 0 || Ipv6FragmentWire.moreFragments(buf, offset)) {
      return Outcome.FRAGMENT;
    }
    step(Ipv6FragmentWire.nextHeader(buf, offset), Ipv6FragmentWire.LENGTH);
    return Outcome.COMPLETE;
  }

  /** All types are unrecognised, so the header is ignored if no segments are left (RFC 8200 §4.4). */
  private Outcome routing(byte[] buf) {
    return Ipv6RoutingWire.segmentsLeft(buf, offset) == 0
        ? Outcome.COMPLETE
        : problem(Icmpv6Code.ERRONEOUS_HEADER_FIELD, offset + Ipv6RoutingWire.ROUTING_TYPE_OFFSET - start);
  }

  private Outcome options(byte[] buf, int from, int to) {
    int at = from;
    while (at < to) {
      int type = buf[at] & 0xff;
      if (type == OPTION_PAD1) {
        at++;
        continue;
      }
      if (to - at < 2 || (buf[at + 1] & 0xff) > to - at - 2) {
        return Outcome.MALFORMED;
      }
      // Unknown options of the first 64 are skipped, as are those that mean nothing to us, so that it does not matter.
      if (type >>> 6 != 0 && !isRecognized(type)) {
        return unknownOption(type >>> 6, at - start);
      }
      at += 2 + (buf[at + 1] & 0xff);
    }
    return Outcome.COMPLETE;
  }

  /** The two highest bits of its type say what to do about an unknown option (RFC 8200 §4.2). */
  private Outcome unknownOption(int action, int at) {
    if (action == 1) {
      return Outcome.DISCARD;
    }
    problem(Icmpv6Code.UNRECOGNIZED_OPTION, at);
    return action == 2 ? Outcome.PARAMETER_PROBLEM : Outcome.PARAMETER_PROBLEM_UNLESS_MULTICAST;
  }

  private Outcome problem(int problemCode, int problemPointer) {
    code = problemCode;
    pointer = problemPointer;
    return Outcome.PARAMETER_PROBLEM;
  }
}
