package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.DomainNameList;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The options of a DHCP message, each once: an option that came in parts has been put together (RFC 3396 §7).
 *
 * <p>Immutable. Options of unknown codes are kept as they are; the codes are those of {@link DhcpOptionCode}. Those of
 * a received message have the lengths that their codes ask for: an accessor finds nothing only if there is nothing.
 */
@Only(Family.IPV4)
public final class DhcpOptions {
  /** No options. */
  public static final DhcpOptions NONE = new DhcpOptions(Map.of());

  /** How many bytes one part of an option holds at most. */
  private static final int MAX_PART = 255;

  private final Map<Integer, Bytes> contents;

  private DhcpOptions(Map<Integer, Bytes> contents) {
    this.contents = contents;
  }

  /** {@return a builder without options} */
  public static Builder builder() {
    return new Builder();
  }

  /** Reads options from the fields of a message, one after the other. */
  static final class Reader {
    private final Map<Integer, ByteArrayOutputStream> parts = new LinkedHashMap<>();
    private final byte[] buf;

    Reader(byte[] buf) {
      this.buf = buf;
    }

    /** Reads the options of a field; false if one of them is cut short. */
    boolean read(int from, int end) {
      int at = from;
      while (at < end && buf[at] != (byte) DhcpOptionCode.END) {
        if (buf[at] == DhcpOptionCode.PAD) {
          at++;
          continue;
        }
        int length = at + 1 < end ? buf[at + 1] & 0xff : MAX_PART + 1;
        if (at + 2 + length > end) {
          return false;
        }
        parts.computeIfAbsent(buf[at] & 0xff, _ -> new ByteArrayOutputStream()).write(buf, at + 2, length);
        at += 2 + length;
      }
      return true;
    }

    /** The one byte of option 52 so far; 0 if there is none, -1 if it is malformed (RFC 2132 §9.3). */
    int overload() {
      ByteArrayOutputStream part = parts.get(DhcpOptionCode.OVERLOAD);
      if (part == null) {
        return 0;
      }
      int value = part.size() == 1 ? part.toByteArray()[0] : -1;
      return value >= 1 && value <= 3 ? value : -1;
    }

    /** Returns the options; empty if the length of one is none that its code may have. */
    Optional<DhcpOptions> options() {
      Map<Integer, Bytes> contents = new LinkedHashMap<>();
      for (Map.Entry<Integer, ByteArrayOutputStream> part : parts.entrySet()) {
        Bytes content = Bytes.of(part.getValue().toByteArray());
        if (!isValid(part.getKey(), content)) {
          return Optional.empty();
        }
        contents.put(part.getKey(), content);
      }
      return Optional.of(new DhcpOptions(contents));
    }
  }

  private static boolean isValid(int code, Bytes content) {
    int length = content.length();
    return switch (code) {
      case DhcpOptionCode.OVERLOAD, DhcpOptionCode.MESSAGE_TYPE -> length == 1;
      case DhcpOptionCode.INTERFACE_MTU, DhcpOptionCode.MAXIMUM_MESSAGE_SIZE -> length == 2;
      case DhcpOptionCode.SUBNET_MASK,
          DhcpOptionCode.BROADCAST_ADDRESS,
          DhcpOptionCode.REQUESTED_ADDRESS,
          DhcpOptionCode.SERVER_IDENTIFIER,
          DhcpOptionCode.LEASE_TIME,
          DhcpOptionCode.RENEWAL_TIME,
          DhcpOptionCode.REBINDING_TIME ->
          length == 4;
      case DhcpOptionCode.ROUTER, DhcpOptionCode.DNS_SERVER, DhcpOptionCode.NTP_SERVER ->
          length != 0 && length % 4 == 0;
      case DhcpOptionCode.STATIC_ROUTE -> length != 0 && length % 8 == 0;
      case DhcpOptionCode.CLASSLESS_STATIC_ROUTE -> DhcpRoute.parseClassless(content).isPresent();
      case DhcpOptionCode.RAPID_COMMIT -> length == 0;
      default -> true;
    };
  }

  /** {@return the codes of the options, in the order in which they came} */
  public Set<Integer> codes() {
    return Collections.unmodifiableSet(contents.keySet());
  }

  /**
   * Whether there is an option.
   *
   * @param code its code
   * @return whether there is
   */
  public boolean has(int code) {
    return contents.containsKey(code);
  }

  /**
   * Returns what an option holds.
   *
   * @param code its code
   * @return the bytes; empty if there is no such option
   */
  public Optional<Bytes> bytes(int code) {
    return Optional.ofNullable(contents.get(code));
  }

  private Optional<Bytes> ofLength(int code, int length) {
    return bytes(code).filter(content -> content.length() == length);
  }

  /**
   * Returns a number of one byte.
   *
   * @param code the code of the option
   * @return the number, 0 to 255; empty if there is no such option of that length
   */
  public OptionalInt number8(int code) {
    Optional<Bytes> content = ofLength(code, 1);
    return content.isPresent() ? OptionalInt.of(content.get().at(0)) : OptionalInt.empty();
  }

  /**
   * Returns a number of two bytes.
   *
   * @param code the code of the option
   * @return the number, 0 to 65,535; empty if there is no such option of that length
   */
  public OptionalInt number16(int code) {
    Optional<Bytes> content = ofLength(code, 2);
    return content.isPresent()
        ? OptionalInt.of(content.get().at(0) << 8 | content.get().at(1))
        : OptionalInt.empty();
  }

  /**
   * Returns a number of four bytes.
   *
   * @param code the code of the option
   * @return the number, 0 to 2³² - 1; empty if there is no such option of that length
   */
  public OptionalLong number32(int code) {
    Optional<Bytes> content = ofLength(code, 4);
    return content.isPresent() ? OptionalLong.of(bits(content.get(), 0) & 0xffff_ffffL) : OptionalLong.empty();
  }

  /**
   * Returns an address.
   *
   * @param code the code of the option
   * @return the address; empty if there is no such option of that length
   */
  public Optional<Ipv4Address> address(int code) {
    return ofLength(code, 4).map(content -> new Ipv4Address(bits(content, 0)));
  }

  /**
   * Returns addresses.
   *
   * @param code the code of the option
   * @return the addresses, in their order; none if there is no such option
   */
  public List<Ipv4Address> addresses(int code) {
    List<Ipv4Address> addresses = new ArrayList<>();
    Bytes content = contents.getOrDefault(code, Bytes.EMPTY);
    for (int at = 0; at + 4 <= content.length(); at += 4) {
      addresses.add(new Ipv4Address(bits(content, at)));
    }
    return List.copyOf(addresses);
  }

  private static int bits(Bytes content, int at) {
    return content.at(at) << 24 | content.at(at + 1) << 16 | content.at(at + 2) << 8 | content.at(at + 3);
  }

  /**
   * Returns a text; what is no printable ASCII is left out, zeros at the end included (RFC 2132 §2).
   *
   * @param code the code of the option
   * @return the text; empty if there is no such option
   */
  public Optional<String> text(int code) {
    return bytes(code).map(DhcpOptions::printable);
  }

  static String printable(Bytes content) {
    var text = new StringBuilder();
    for (int k = 0; k < content.length(); k++) {
      if (content.at(k) >= ' ' && content.at(k) < 0x7f) {
        text.append((char) content.at(k));
      }
    }
    return text.toString();
  }

  /** {@return the type of the message, see {@link DhcpMessageType}; 0 if there is none} */
  public int messageType() {
    return number8(DhcpOptionCode.MESSAGE_TYPE).orElse(0);
  }

  /** {@return the domains to search (RFC 3397); none if there is no such option, or it is malformed} */
  public List<String> domainSearch() {
    return bytes(DhcpOptionCode.DOMAIN_SEARCH)
        .flatMap(content -> DomainNameList.parse(content, true))
        .orElse(List.of());
  }

  /**
   * Returns the routes: the classless ones if there are any, for then a client does not look at the others (RFC 3442);
   * otherwise those by class, and the first router as the default one.
   *
   * @return the routes
   */
  public List<DhcpRoute> routes() {
    Optional<Bytes> classless = bytes(DhcpOptionCode.CLASSLESS_STATIC_ROUTE);
    if (classless.isPresent()) {
      return DhcpRoute.parseClassless(classless.get()).orElse(List.of());
    }
    List<DhcpRoute> routes = new ArrayList<>();
    bytes(DhcpOptionCode.STATIC_ROUTE).ifPresent(content -> routes.addAll(DhcpRoute.parseClassful(content)));
    addresses(DhcpOptionCode.ROUTER).stream()
        .findFirst()
        .ifPresent(router -> routes.add(new DhcpRoute(new IpCidr(Ipv4Address.UNSPECIFIED, 0), router)));
    return List.copyOf(routes);
  }

  /** How many bytes the options take, without what ends them. */
  int length() {
    int length = 0;
    for (Bytes content : contents.values()) {
      length += content.length() + 2 * parts(content);
    }
    return length;
  }

  private static int parts(Bytes content) {
    return Math.max(1, (content.length() + MAX_PART - 1) / MAX_PART);
  }

  /** Writes the options, long ones in parts (RFC 3396 §5); returns where they end. */
  int emit(byte[] buf, int offset) {
    int at = offset;
    for (Map.Entry<Integer, Bytes> option : contents.entrySet()) {
      byte[] content = option.getValue().toByteArray();
      for (int part = 0; part < parts(option.getValue()); part++) {
        int from = part * MAX_PART;
        int length = Math.min(MAX_PART, content.length - from);
        buf[at] = (byte) (int) option.getKey();
        buf[at + 1] = (byte) length;
        System.arraycopy(content, from, buf, at + 2, length);
        at += 2 + length;
      }
    }
    return at;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DhcpOptions options && contents.equals(options.contents);
  }

  @Override
  public int hashCode() {
    return contents.hashCode();
  }

  @Override
  public String toString() {
    return contents.toString();
  }

  /** Gathers options; every method returns this builder. An option that is set again has the last value. */
  public static final class Builder {
    private final Map<Integer, Bytes> contents = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Sets an option.
     *
     * @param code its code (1 to 254)
     * @param content what it holds; sent in parts if there are more than 255 bytes
     * @return this
     */
    public Builder bytes(int code, Bytes content) {
      if (code <= DhcpOptionCode.PAD || code >= DhcpOptionCode.END) {
        throw new IllegalArgumentException("code is " + code + "; it has to be from 1 to 254");
      }
      contents.put(code, Objects.requireNonNull(content, "content is null"));
      return this;
    }

    /**
     * Sets an option to a number of one byte.
     *
     * @param code its code (1 to 254)
     * @param number the number (0 to 255)
     * @return this
     */
    public Builder number8(int code, int number) {
      return bytes(code, Bytes.of((byte) number));
    }

    /**
     * Sets an option to a number of two bytes.
     *
     * @param code its code (1 to 254)
     * @param number the number (0 to 65,535)
     * @return this
     */
    public Builder number16(int code, int number) {
      return bytes(code, Bytes.of((byte) (number >> 8), (byte) number));
    }

    /**
     * Sets an option to a number of four bytes.
     *
     * @param code its code (1 to 254)
     * @param number the number (0 to 2³² - 1)
     * @return this
     */
    public Builder number32(int code, long number) {
      return address(code, new Ipv4Address((int) number));
    }

    /**
     * Sets an option to addresses.
     *
     * @param code its code (1 to 254)
     * @param addresses the addresses, in their order
     * @return this
     */
    public Builder address(int code, Ipv4Address... addresses) {
      byte[] content = new byte[Ipv4AddressWire.LENGTH * addresses.length];
      for (int k = 0; k < addresses.length; k++) {
        addresses[k].emit(content, Ipv4AddressWire.LENGTH * k);
      }
      return bytes(code, Bytes.of(content));
    }

    /**
     * Sets an option to a text.
     *
     * @param code its code (1 to 254)
     * @param text the text, in ASCII
     * @return this
     */
    public Builder text(int code, String text) {
      return bytes(code, Bytes.of(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * Sets the type of the message.
     *
     * @param type the type, see {@link DhcpMessageType}
     * @return this
     */
    public Builder messageType(int type) {
      return number8(DhcpOptionCode.MESSAGE_TYPE, type);
    }

    /**
     * Adds all options of others.
     *
     * @param others the others
     * @return this
     */
    public Builder all(DhcpOptions others) {
      contents.putAll(others.contents);
      return this;
    }

    /** {@return the options} */
    public DhcpOptions build() {
      return new DhcpOptions(new LinkedHashMap<>(contents));
    }
  }
}
