package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.Dissection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An option of a hop-by-hop or destination options header as a value, for tests and tools (RFC 8200 §4.2); {@link
 * Ipv6HeaderChain} serves the hot path.
 */
@Only(Family.IPV6)
public sealed interface Ipv6Option {
  /** The type of one byte of padding. */
  int PAD1 = 0;

  /** The type of more padding. */
  int PADN = 1;

  /** The type of a router alert. */
  int ROUTER_ALERT = 5;

  /** One byte of padding, which has no length. */
  record Pad1() implements Ipv6Option {}

  /**
   * Padding of two bytes or more.
   *
   * @param size how many zeros follow type and length (0 to 255)
   */
  record PadN(int size) implements Ipv6Option {
    /** Checks the range. */
    public PadN {
      requireRange("size", size, 0xff);
    }
  }

  /**
   * Asks routers to look into the packet (RFC 2711).
   *
   * @param value what is in it: {@link #MULTICAST_LISTENER_DISCOVERY}, {@link #RSVP} or another number (0 to 65,535)
   */
  record RouterAlert(int value) implements Ipv6Option {
    /** A message of multicast listener discovery. */
    public static final int MULTICAST_LISTENER_DISCOVERY = 0;

    /** A message of the resource reservation protocol. */
    public static final int RSVP = 1;

    /** Checks the range. */
    public RouterAlert {
      requireRange("value", value, 0xffff);
    }
  }

  /**
   * An option that is not known here, or a known one of a length that it cannot have.
   *
   * @param type the type (1 to 255), whose two highest bits say what is done by who does not know it either
   * @param content what follows type and length (up to 255 bytes)
   */
  record Unknown(int type, Bytes content) implements Ipv6Option {
    /** Checks the ranges. */
    public Unknown {
      requireRange("type", type, 0xff);
      requireRange("the length of content", content.length(), 0xff);
    }
  }

  /** What is done by who does not know an option: the two highest bits of its type (RFC 8200 §4.2). */
  enum Action {
    /** It is passed over. */
    SKIP,
    /** The packet is dropped. */
    DISCARD,
    /** The packet is dropped, and its sender told. */
    REPORT,
    /** The packet is dropped, and its sender told unless the packet was sent to a group. */
    REPORT_UNLESS_MULTICAST
  }

  private static void requireRange(String name, int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be from 0 to " + most);
    }
  }

  /** {@return the type (0 to 255)} */
  default int type() {
    return switch (this) {
      case Pad1 _ -> PAD1;
      case PadN _ -> PADN;
      case RouterAlert _ -> ROUTER_ALERT;
      case Unknown(int type, Bytes _) -> type;
    };
  }

  /** {@return what is done by who does not know the option} */
  default Action action() {
    return Action.values()[type() >>> 6];
  }

  /** {@return the length in bytes, with type and length} */
  default int length() {
    return switch (this) {
      case Pad1 _ -> 1;
      case PadN(int size) -> 2 + size;
      case RouterAlert _ -> 4;
      case Unknown(int _, Bytes content) -> 2 + content.length();
    };
  }

  /**
   * Reads options. What comes after an option whose length cannot be is left out.
   *
   * @param buf the bytes
   * @param from where the options begin
   * @param to where they end
   * @return the options in their order, with padding
   */
  static List<Ipv6Option> parse(byte[] buf, int from, int to) {
    var options = new ArrayList<Ipv6Option>();
    int at = from;
    while (at < to) {
      boolean isWhole = buf[at] == PAD1 || (to - at >= 2 && (buf[at + 1] & 0xff) <= to - at - 2);
      if (!isWhole) {
        break;
      }
      Ipv6Option option = buf[at] == PAD1 ? new Pad1() : read(buf, at);
      options.add(option);
      at += option.length();
    }
    return List.copyOf(options);
  }

  private static Ipv6Option read(byte[] buf, int at) {
    int type = buf[at] & 0xff;
    int length = buf[at + 1] & 0xff;
    if (type == PADN) {
      return new PadN(length);
    }
    if (type == ROUTER_ALERT && length == 2) {
      return new RouterAlert(BigEndian.getShort(buf, at + 2));
    }
    return new Unknown(type, Bytes.copyOf(buf, at + 2, at + 2 + length));
  }

  /**
   * Writes this option.
   *
   * @param buf the bytes
   * @param at where to write
   * @return where it ends
   */
  default int emit(byte[] buf, int at) {
    buf[at] = (byte) type();
    if (this instanceof Pad1) {
      return at + 1;
    }
    buf[at + 1] = (byte) (length() - 2);
    switch (this) {
      case Pad1 _ -> {
        // It has nothing but its type.
      }
      case PadN(int size) -> Arrays.fill(buf, at + 2, at + 2 + size, (byte) 0);
      case RouterAlert(int value) -> BigEndian.putShort(buf, at + 2, value);
      case Unknown(int _, Bytes content) -> content.copyTo(buf, at + 2);
    }
    return at + length();
  }

  /**
   * Adds options to the open part of a dissection.
   *
   * @param out the dissection
   * @param buf the bytes
   * @param from where the options begin
   * @param to where they end
   */
  static void describe(Dissection out, byte[] buf, int from, int to) {
    for (Ipv6Option option : parse(buf, from, to)) {
      switch (option) {
        case Pad1 _ -> out.decimal("padding", 1);
        case PadN _ -> out.decimal("padding", option.length());
        case RouterAlert(int value) -> out.text("routerAlert", alert(value));
        case Unknown(int type, Bytes content) -> out.text("option" + type, content);
      }
    }
  }

  private static String alert(int value) {
    return switch (value) {
      case RouterAlert.MULTICAST_LISTENER_DISCOVERY -> "multicast listener discovery";
      case RouterAlert.RSVP -> "RSVP";
      default -> Integer.toString(value);
    };
  }
}
