package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.DomainNameList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The options of a DHCPv6 message, or of an option that holds others, in their order (RFC 8415 §21).
 *
 * <p>Immutable. Options of unknown codes are kept as they are; the codes are those of {@link Dhcpv6OptionCode}. Those
 * of a received message have lengths that their codes allow, and stand where they may.
 */
@Only(Family.IPV6)
public final class Dhcpv6Options {
  /** No options. */
  public static final Dhcpv6Options NONE = new Dhcpv6Options(List.of());

  /** The depth of the options of a message. */
  private static final int MESSAGE = 0;

  /** The depth of the options of an identity association. */
  static final int ASSOCIATION = 1;

  /** The depth of the options of an address. */
  static final int ADDRESS = 2;

  private static final int ADDRESS_LENGTH = 16;

  private final List<Dhcpv6Option> options;

  private Dhcpv6Options(List<Dhcpv6Option> options) {
    this.options = options;
  }

  /** {@return a builder without options} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads options.
   *
   * @param buf the bytes
   * @param from where they begin
   * @param end where they end
   * @return the options; empty if one is cut short, or has a length that its code does not allow
   */
  public static Optional<Dhcpv6Options> parse(byte[] buf, int from, int end) {
    return parse(buf, from, end, MESSAGE);
  }

  /** Reads options that stand at a depth; each may stand at one alone, so options are not nested without end. */
  private static Optional<Dhcpv6Options> parse(byte[] buf, int from, int end, int depth) {
    List<Dhcpv6Option> options = new ArrayList<>();
    int at = from;
    while (at < end) {
      int content = at + Dhcpv6OptionWire.LENGTH;
      int next = content > end ? Integer.MAX_VALUE : content + Dhcpv6OptionWire.optionLength(buf, at);
      if (next > end) {
        return Optional.empty();
      }
      var option = new Dhcpv6Option(Dhcpv6OptionWire.code(buf, at), Bytes.copyOf(buf, content, next));
      if (!isValid(option, depth)) {
        return Optional.empty();
      }
      options.add(option);
      at = next;
    }
    return Optional.of(new Dhcpv6Options(List.copyOf(options)));
  }

  /** Reads the options that follow the fields of an option, which makes their depth one more than its own. */
  static Optional<Dhcpv6Options> parse(Bytes content, int from, int depth) {
    byte[] buf = content.toByteArray();
    return parse(buf, from, buf.length, depth);
  }

  private static boolean isValid(Dhcpv6Option option, int depth) {
    int length = option.content().length();
    return switch (option.code()) {
      case Dhcpv6OptionCode.CLIENT_IDENTIFIER, Dhcpv6OptionCode.SERVER_IDENTIFIER ->
          DhcpUniqueIdentifier.isValid(option.content());
      case Dhcpv6OptionCode.IDENTITY_ASSOCIATION ->
          depth == MESSAGE && Dhcpv6IdentityAssociation.parse(option.content()).isPresent();
      case Dhcpv6OptionCode.ADDRESS ->
          depth == ASSOCIATION && Dhcpv6Address.parse(option.content()).isPresent();
      case Dhcpv6OptionCode.PREFERENCE -> length == 1;
      case Dhcpv6OptionCode.ELAPSED_TIME -> length == 2;
      case Dhcpv6OptionCode.STATUS_CODE -> length >= 2;
      case Dhcpv6OptionCode.OPTION_REQUEST -> length % 2 == 0;
      case Dhcpv6OptionCode.RAPID_COMMIT -> length == 0;
      case Dhcpv6OptionCode.DNS_SERVERS, Dhcpv6OptionCode.SNTP_SERVERS -> length != 0 && length % ADDRESS_LENGTH == 0;
      case Dhcpv6OptionCode.INFORMATION_REFRESH_TIME, Dhcpv6OptionCode.SOL_MAX_RT, Dhcpv6OptionCode.INF_MAX_RT ->
          length == 4;
      default -> true;
    };
  }

  /** {@return the options, in their order} */
  public List<Dhcpv6Option> all() {
    return options;
  }

  /**
   * Whether there is an option.
   *
   * @param code its code
   * @return whether there is
   */
  public boolean has(int code) {
    return bytes(code).isPresent();
  }

  /**
   * Returns what an option holds.
   *
   * @param code its code
   * @return the bytes of the first such option; empty if there is none
   */
  public Optional<Bytes> bytes(int code) {
    return options.stream().filter(option -> option.code() == code).map(Dhcpv6Option::content).findFirst();
  }

  /**
   * Returns a number of one byte.
   *
   * @param code the code of the option
   * @return the number, 0 to 255; empty if there is no such option of that length
   */
  public OptionalInt number8(int code) {
    Optional<Bytes> content = bytes(code).filter(bytes -> bytes.length() == 1);
    return content.isPresent() ? OptionalInt.of(content.get().at(0)) : OptionalInt.empty();
  }

  /**
   * Returns a number of four bytes.
   *
   * @param code the code of the option
   * @return the number, 0 to 2³² - 1; empty if there is no such option of that length
   */
  public OptionalLong number32(int code) {
    Optional<Bytes> content = bytes(code).filter(bytes -> bytes.length() == 4);
    return content.isPresent()
        ? OptionalLong.of(BigEndian.getInt(content.get().toByteArray(), 0) & 0xffff_ffffL)
        : OptionalLong.empty();
  }

  /**
   * Returns addresses.
   *
   * @param code the code of the option
   * @return the addresses, in their order; none if there is no such option
   */
  public List<Ipv6Address> addresses(int code) {
    byte[] content = bytes(code).orElse(Bytes.EMPTY).toByteArray();
    List<Ipv6Address> addresses = new ArrayList<>();
    for (int at = 0; at + ADDRESS_LENGTH <= content.length; at += ADDRESS_LENGTH) {
      addresses.add(Ipv6AddressWire.parse(content, at));
    }
    return List.copyOf(addresses);
  }

  /** {@return the status, see {@link Dhcpv6Status}; success if there is none (RFC 8415 §21.13)} */
  public int status() {
    return bytes(Dhcpv6OptionCode.STATUS_CODE)
        .map(content -> content.at(0) << 8 | content.at(1))
        .orElse(Dhcpv6Status.SUCCESS);
  }

  /** {@return the domains to search (RFC 3646 §4); none if there is no such option, or it is malformed} */
  public List<String> domainSearch() {
    return bytes(Dhcpv6OptionCode.DOMAIN_LIST)
        .flatMap(content -> DomainNameList.parse(content, false))
        .orElse(List.of());
  }

  /** {@return the identity associations} */
  public List<Dhcpv6IdentityAssociation> identityAssociations() {
    return options.stream()
        .filter(option -> option.code() == Dhcpv6OptionCode.IDENTITY_ASSOCIATION)
        .flatMap(option -> Dhcpv6IdentityAssociation.parse(option.content()).stream())
        .toList();
  }

  /** {@return the addresses, if these are the options of an identity association} */
  public List<Dhcpv6Address> associatedAddresses() {
    return options.stream()
        .filter(option -> option.code() == Dhcpv6OptionCode.ADDRESS)
        .flatMap(option -> Dhcpv6Address.parse(option.content()).stream())
        .toList();
  }

  int length() {
    return options.stream().mapToInt(option -> Dhcpv6OptionWire.LENGTH + option.content().length()).sum();
  }

  /** Writes the options; returns where they end. */
  int emit(byte[] buf, int offset) {
    int at = offset;
    for (Dhcpv6Option option : options) {
      Dhcpv6OptionWire.code(buf, at, option.code());
      Dhcpv6OptionWire.optionLength(buf, at, option.content().length());
      at = option.content().copyTo(buf, at + Dhcpv6OptionWire.LENGTH);
    }
    return at;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dhcpv6Options that && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return options.hashCode();
  }

  @Override
  public String toString() {
    return options.toString();
  }

  /** Gathers options; every method returns this builder. */
  public static final class Builder {
    private static final int MAX_LENGTH = 0xffff;

    private final List<Dhcpv6Option> options = new ArrayList<>();

    private Builder() {}

    /**
     * Adds an option.
     *
     * @param code its code (0 to 65,535)
     * @param content what it holds (up to 65,535 bytes)
     * @return this
     */
    public Builder bytes(int code, Bytes content) {
      Objects.requireNonNull(content, "content is null");
      if (code < 0 || code > MAX_LENGTH) {
        throw new IllegalArgumentException("code is " + code + "; it has to be from 0 to " + MAX_LENGTH);
      }
      if (content.length() > MAX_LENGTH) {
        throw new IllegalArgumentException("content has " + content.length() + " bytes; there is room for 65535");
      }
      options.add(new Dhcpv6Option(code, content));
      return this;
    }

    /**
     * Adds an option that holds a number of one byte.
     *
     * @param code its code
     * @param number the number (0 to 255)
     * @return this
     */
    public Builder number8(int code, int number) {
      return bytes(code, Bytes.of((byte) number));
    }

    /**
     * Adds an option that holds numbers of two bytes.
     *
     * @param code its code
     * @param numbers the numbers (each 0 to 65,535)
     * @return this
     */
    public Builder number16(int code, int... numbers) {
      byte[] content = new byte[2 * numbers.length];
      for (int k = 0; k < numbers.length; k++) {
        BigEndian.putShort(content, 2 * k, numbers[k]);
      }
      return bytes(code, Bytes.of(content));
    }

    /**
     * Adds an option that holds a number of four bytes.
     *
     * @param code its code
     * @param number the number (0 to 2³² - 1)
     * @return this
     */
    public Builder number32(int code, long number) {
      byte[] content = new byte[4];
      BigEndian.putInt(content, 0, (int) number);
      return bytes(code, Bytes.of(content));
    }

    /**
     * Adds an option that holds addresses.
     *
     * @param code its code
     * @param addresses the addresses, in their order
     * @return this
     */
    public Builder address(int code, Ipv6Address... addresses) {
      byte[] content = new byte[ADDRESS_LENGTH * addresses.length];
      for (int k = 0; k < addresses.length; k++) {
        addresses[k].emit(content, ADDRESS_LENGTH * k);
      }
      return bytes(code, Bytes.of(content));
    }

    /**
     * Adds an identity association.
     *
     * @param association the association
     * @return this
     */
    public Builder identityAssociation(Dhcpv6IdentityAssociation association) {
      return bytes(Dhcpv6OptionCode.IDENTITY_ASSOCIATION, association.content());
    }

    /**
     * Adds an address, to options of an identity association.
     *
     * @param address the address
     * @return this
     */
    public Builder associatedAddress(Dhcpv6Address address) {
      return bytes(Dhcpv6OptionCode.ADDRESS, address.content());
    }

    /**
     * Adds a status.
     *
     * @param status the status, see {@link Dhcpv6Status}
     * @return this
     */
    public Builder status(int status) {
      return number16(Dhcpv6OptionCode.STATUS_CODE, status);
    }

    /**
     * Adds all options of others.
     *
     * @param others the others
     * @return this
     */
    public Builder all(Dhcpv6Options others) {
      options.addAll(others.options);
      return this;
    }

    /** {@return the options} */
    public Dhcpv6Options build() {
      return new Dhcpv6Options(List.copyOf(options));
    }
  }
}
