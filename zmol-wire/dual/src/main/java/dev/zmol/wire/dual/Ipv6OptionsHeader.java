package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import java.util.ArrayList;
import java.util.List;

/**
 * A hop-by-hop or destination options header as a value (RFC 8200 §4.3, §4.6).
 *
 * @param nextHeader the number of the protocol, or extension header, that follows (0 to 255)
 * @param options the options in their order, padding among them
 */
@Only(Family.IPV6)
public record Ipv6OptionsHeader(int nextHeader, List<Ipv6Option> options) {
  /** The most bytes that options take up in a header. */
  public static final int MAX_OPTIONS = 2046;

  private static final int UNIT = 8;

  /** Checks the ranges. */
  public Ipv6OptionsHeader {
    if (nextHeader < 0 || nextHeader > 0xff) {
      throw new IllegalArgumentException("nextHeader is " + nextHeader + "; it has to be from 0 to 255");
    }
    options = List.copyOf(options);
    int bytes = lengthOf(options);
    if (bytes > MAX_OPTIONS) {
      throw new IllegalArgumentException("options are " + bytes + " bytes long; a header has room for " + MAX_OPTIONS);
    }
  }

  private static int lengthOf(List<Ipv6Option> options) {
    return options.stream().mapToInt(Ipv6Option::length).sum();
  }

  /** {@return the length in bytes: a multiple of eight} */
  public int length() {
    return Ipv6ExtensionWire.LENGTH + lengthOf(options) + UNIT - 1 & -UNIT;
  }

  /**
   * Whether the bytes hold a whole header of any type but the fragment header.
   *
   * @param buf the bytes
   * @param at where the header begins
   * @param end where the packet ends
   * @return whether they do
   */
  public static boolean fits(byte[] buf, int at, int end) {
    return end - at >= UNIT && end - at >= (Ipv6ExtensionWire.extensionLength(buf, at) + 1) * UNIT;
  }

  /**
   * Reads a header that {@linkplain #fits fits}.
   *
   * @param buf the bytes
   * @param at where it begins
   * @return the header
   */
  public static Ipv6OptionsHeader parse(byte[] buf, int at) {
    int end = at + (Ipv6ExtensionWire.extensionLength(buf, at) + 1) * UNIT;
    List<Ipv6Option> options = Ipv6Option.parse(buf, at + Ipv6ExtensionWire.LENGTH, end);
    return new Ipv6OptionsHeader(Ipv6ExtensionWire.nextHeader(buf, at), options);
  }

  /**
   * Returns the same header with padding at its end, so that it is a whole number of units of eight bytes.
   *
   * @return the header, which {@link #parse} reads from what {@link #emit} writes
   */
  public Ipv6OptionsHeader padded() {
    int missing = length() - Ipv6ExtensionWire.LENGTH - lengthOf(options);
    if (missing == 0) {
      return this;
    }
    List<Ipv6Option> all = new ArrayList<>(options);
    all.add(missing == 1 ? new Ipv6Option.Pad1() : new Ipv6Option.PadN(missing - 2));
    return new Ipv6OptionsHeader(nextHeader, all);
  }

  /**
   * Writes the header, {@linkplain #padded padded}.
   *
   * @param buf the bytes
   * @param at where it is to begin
   * @return where it ends
   */
  public int emit(byte[] buf, int at) {
    Ipv6ExtensionWire.emit(new Ipv6ExtensionHeader(nextHeader, length() / UNIT - 1), buf, at);
    int end = at + Ipv6ExtensionWire.LENGTH;
    for (Ipv6Option option : padded().options) {
      end = option.emit(buf, end);
    }
    return end;
  }
}
