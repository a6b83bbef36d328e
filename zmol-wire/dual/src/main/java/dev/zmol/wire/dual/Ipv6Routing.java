package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.Dissection;

/**
 * A routing header as a value, for tests and tools (RFC 8200 §4.4). Hosts obey none of them, type 0 least of all (RFC
 * 5095): {@link Ipv6HeaderChain} walks over those that have come to their end, and refuses the others.
 */
@Only(Family.IPV6)
public sealed interface Ipv6Routing {
  /** The type of Mobile IPv6 (RFC 6275 §6.4). */
  int TYPE_2 = 2;

  /** The type of source routes in RPL networks (RFC 6554). */
  int RPL = 3;

  /**
   * The home address of a mobile node (RFC 6275 §6.4).
   *
   * @param nextHeader the number of the protocol, or extension header, that follows (0 to 255)
   * @param segmentsLeft how many nodes are still to be visited: one before the home address, then none
   * @param home the home address
   */
  record Type2(int nextHeader, int segmentsLeft, Ipv6Address home) implements Ipv6Routing {
    /** Checks the ranges. */
    public Type2 {
      requireRange("nextHeader", nextHeader, 0xff);
      requireRange("segmentsLeft", segmentsLeft, 0xff);
    }
  }

  /**
   * The route from the root of an RPL network to a node; its addresses leave out what they share with the destination
   * (RFC 6554 §3).
   *
   * @param nextHeader the number of the protocol, or extension header, that follows (0 to 255)
   * @param segmentsLeft how many nodes are still to be visited
   * @param elided how many bytes all addresses but the last leave out (0 to 15)
   * @param lastElided how many bytes the last address leaves out (0 to 15)
   * @param padding how many bytes of padding follow the addresses (0 to 15)
   * @param addresses what is left of the addresses, one after the other, and the padding
   */
  record SourceRoute(
      int nextHeader, int segmentsLeft, int elided, int lastElided, int padding, Bytes addresses)
      implements Ipv6Routing {
    /** Checks the ranges. */
    public SourceRoute {
      requireRange("nextHeader", nextHeader, 0xff);
      requireRange("segmentsLeft", segmentsLeft, 0xff);
      requireRange("elided", elided, 0xf);
      requireRange("lastElided", lastElided, 0xf);
      requireRange("padding", padding, 0xf);
      requireUnits(addresses.length());
    }
  }

  /**
   * A routing header of a type that is not known here, or a known one of a length that it cannot have.
   *
   * @param nextHeader the number of the protocol, or extension header, that follows (0 to 255)
   * @param type the type (0 to 255)
   * @param segmentsLeft how many nodes are still to be visited
   * @param content what follows: four bytes, and a multiple of eight
   */
  record Unknown(int nextHeader, int type, int segmentsLeft, Bytes content) implements Ipv6Routing {
    /** Checks the ranges. */
    public Unknown {
      requireRange("nextHeader", nextHeader, 0xff);
      requireRange("type", type, 0xff);
      requireRange("segmentsLeft", segmentsLeft, 0xff);
      requireUnits(content.length() - 4);
    }
  }

  private static void requireRange(String name, int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be from 0 to " + most);
    }
  }

  private static void requireUnits(int bytes) {
    if (bytes < 0 || bytes % 8 != 0 || bytes > 2040) {
      throw new IllegalArgumentException(
          "behind the first eight bytes are " + bytes + "; it has to be a multiple of 8 up to 2040");
    }
  }

  /** {@return the type (0 to 255)} */
  default int type() {
    return switch (this) {
      case Type2 _ -> TYPE_2;
      case SourceRoute _ -> RPL;
      case Unknown(int _, int type, int _, Bytes _) -> type;
    };
  }

  /** {@return the length in bytes: a multiple of eight} */
  default int length() {
    return switch (this) {
      case Type2 _ -> 24;
      case SourceRoute route -> 8 + route.addresses.length();
      case Unknown unknown -> 4 + unknown.content.length();
    };
  }

  /**
   * Reads a header that {@linkplain Ipv6OptionsHeader#fits fits}.
   *
   * @param buf the bytes
   * @param at where it begins
   * @return the header
   */
  static Ipv6Routing parse(byte[] buf, int at) {
    int next = Ipv6RoutingWire.nextHeader(buf, at);
    int left = Ipv6RoutingWire.segmentsLeft(buf, at);
    int type = Ipv6RoutingWire.routingType(buf, at);
    int end = at + (Ipv6RoutingWire.extensionLength(buf, at) + 1) * 8;
    if (type == TYPE_2 && end - at == 24) {
      return new Type2(next, left, new Ipv6Address(BigEndian.getLong(buf, at + 8), BigEndian.getLong(buf, at + 16)));
    }
    if (type == RPL) {
      int word = BigEndian.getInt(buf, at + 4);
      Bytes addresses = Bytes.copyOf(buf, at + 8, end);
      return new SourceRoute(next, left, word >>> 28, word >>> 24 & 0xf, word >>> 20 & 0xf, addresses);
    }
    return new Unknown(next, type, left, Bytes.copyOf(buf, at + 4, end));
  }

  /**
   * Writes this header.
   *
   * @param buf the bytes
   * @param at where it is to begin
   * @return where it ends
   */
  default int emit(byte[] buf, int at) {
    switch (this) {
      case Type2(int next, int left, Ipv6Address home) -> {
        begin(buf, at, next, left);
        BigEndian.putInt(buf, at + 4, 0);
        home.emit(buf, at + 8);
      }
      case SourceRoute route -> {
        begin(buf, at, route.nextHeader, route.segmentsLeft);
        BigEndian.putInt(buf, at + 4, route.elided << 28 | route.lastElided << 24 | route.padding << 20);
        route.addresses.copyTo(buf, at + 8);
      }
      case Unknown(int next, int _, int left, Bytes content) -> {
        begin(buf, at, next, left);
        content.copyTo(buf, at + 4);
      }
    }
    return at + length();
  }

  private void begin(byte[] buf, int at, int next, int left) {
    Ipv6RoutingWire.emit(new Ipv6RoutingHeader(next, length() / 8 - 1, type(), left), buf, at);
  }

  /**
   * Adds what lies behind the first four bytes of a header to the open part of a dissection.
   *
   * @param out the dissection
   * @param buf the bytes
   * @param at where the header begins, which {@linkplain Ipv6OptionsHeader#fits fits}
   */
  static void describe(Dissection out, byte[] buf, int at) {
    switch (parse(buf, at)) {
      case Type2 route -> out.text("home", route.home);
      case SourceRoute route ->
          out.decimal("elided", route.elided)
              .decimal("lastElided", route.lastElided)
              .decimal("padding", route.padding)
              .text("addresses", route.addresses);
      case Unknown unknown -> out.text("content", unknown.content);
    }
  }
}
