package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;
import dev.zmol.wire.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IPv4 address.
 *
 * @param bits the address as a number, its first byte on the wire the most significant
 */
@Only(Family.IPV4)
@WireFormat(text = true)
public record Ipv4Address(@Bits(32) int bits) implements IpAddress {
  /** The address that stands for none: {@code 0.0.0.0}. */
  public static final Ipv4Address UNSPECIFIED = new Ipv4Address(0);

  /** The address of the host itself: {@code 127.0.0.1}. */
  public static final Ipv4Address LOOPBACK = new Ipv4Address(0x7f00_0001);

  /** The address of all hosts of the link: {@code 255.255.255.255}. */
  public static final Ipv4Address BROADCAST = new Ipv4Address(-1);

  /** The group of all hosts of the link: {@code 224.0.0.1} (RFC 1112 §4). */
  public static final Ipv4Address ALL_SYSTEMS = new Ipv4Address(0xe000_0001);

  /**
   * Parses an address in dotted decimal notation.
   *
   * @param text four numbers from 0 to 255 without leading zeros, such as {@code 192.0.2.1}
   * @return the address
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static Ipv4Address parse(String text) {
    return new Ipv4Address(DottedDecimal.parse(text, 0));
  }

  /**
   * Makes an address from four numbers.
   *
   * @param first the first number (0 to 255; so are the others)
   * @param second the second number
   * @param third the third number
   * @param fourth the fourth number
   * @return the address
   */
  public static Ipv4Address of(int first, int second, int third, int fourth) {
    if (((first | second | third | fourth) & ~0xff) != 0) {
      throw new IllegalArgumentException(
          "the parts of an IPv4 address have to be from 0 to 255, unlike those of "
              + first + "." + second + "." + third + "." + fourth);
    }
    return new Ipv4Address(first << 24 | second << 16 | third << 8 | fourth);
  }

  /**
   * Converts an address of the JDK.
   *
   * @param address the address
   * @return the same address
   * @throws IllegalArgumentException if it is no IPv4 address
   */
  public static Ipv4Address of(InetAddress address) {
    if (address instanceof Inet4Address) {
      return Ipv4AddressWire.parse(address.getAddress(), 0);
    }
    throw new IllegalArgumentException(address + " is no IPv4 address");
  }

  @Override
  public int length() {
    return Ipv4AddressWire.LENGTH;
  }

  @Override
  public boolean isAt(byte[] buf, int offset) {
    return Ipv4AddressWire.bits(buf, offset) == bits;
  }

  @Override
  public void emit(byte[] buf, int offset) {
    Ipv4AddressWire.bits(buf, offset, bits);
  }

  @Override
  public long sum() {
    return bits & 0xffff_ffffL;
  }

  @Override
  public long hash(long seed) {
    return AddressHash.mix(seed, bits, 0);
  }

  /**
   * Mixes an address in a buffer into a hash, with the same result as {@link #hash}.
   *
   * @param buf the bytes
   * @param offset where the address begins
   * @param seed a secret, or the hash so far
   * @return the hash
   */
  public static long hashAt(byte[] buf, int offset, long seed) {
    return AddressHash.mix(seed, Ipv4AddressWire.bits(buf, offset), 0);
  }

  @Override
  public boolean sharesPrefix(IpAddress other, int prefix) {
    return other instanceof Ipv4Address v4 && ((bits ^ v4.bits) & maskBits(prefix)) == 0;
  }

  @Override
  public boolean sharesPrefixAt(byte[] buf, int offset, int prefix) {
    return ((bits ^ Ipv4AddressWire.bits(buf, offset)) & maskBits(prefix)) == 0;
  }

  @Override
  public int commonPrefixLength(IpAddress other) {
    return other instanceof Ipv4Address v4 ? Integer.numberOfLeadingZeros(bits ^ v4.bits) : 0;
  }

  @Override
  public Ipv4Address mask(int prefix) {
    return new Ipv4Address(bits & maskBits(prefix));
  }

  /** The netmask of a prefix: a long is shifted, for an int shifted by 32 would stay as it is. */
  static int maskBits(int prefix) {
    return (int) (0xffff_ffffL << (32 - prefix));
  }

  @Override
  public boolean isUnicast() {
    return bits != 0 && bits != -1 && !isMulticast();
  }

  @Override
  public boolean isMulticast() {
    return bits >>> 28 == 0xe;
  }

  /** {@return whether this is {@code 255.255.255.255}; see {@link IpCidr#isBroadcast} for those of subnets} */
  public boolean isBroadcast() {
    return bits == -1;
  }

  @Override
  public boolean isUnspecified() {
    return bits == 0;
  }

  @Override
  public boolean isLoopback() {
    return bits >>> 24 == 127;
  }

  @Override
  public boolean isLinkLocal() {
    return bits >>> 16 == 0xa9fe;
  }

  @Override
  public boolean isPrivate() {
    return bits >>> 24 == 10 || bits >>> 20 == 0xac1 || bits >>> 16 == 0xc0a8;
  }

  @Override
  public MacAddress multicastMac() {
    return new MacAddress(0x0100_5e00_0000L | (bits & 0x7f_ffff));
  }

  @Override
  public InetAddress toInetAddress() {
    byte[] address = new byte[Ipv4AddressWire.LENGTH];
    emit(address, 0);
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an IPv4 address", e);
    }
  }

  @Override
  public String toString() {
    return DottedDecimal.append(new StringBuilder(15), bits).toString();
  }
}
