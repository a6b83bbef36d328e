package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.Ipv6Address;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes the second halves of addresses: from the MAC address, from a secret, or at random. */
@Only(IPV6)
final class InterfaceIdentifiers {
  /** The first of the identifiers that subnet anycast addresses have (RFC 5453, RFC 2526). */
  private static final long FIRST_ANYCAST = 0xfdff_ffff_ffff_ff80L;

  private static final long LAST_ANYCAST = 0xfdff_ffff_ffff_ffffL;

  private final MacAddress mac;
  private final SlaacConfiguration configuration;
  private final RandomGenerator random;

  /** Creates them for an interface; one without a MAC address has a random number in its place. */
  InterfaceIdentifiers(SlaacConfiguration configuration, Optional<MacAddress> mac, RandomGenerator random) {
    this.configuration = configuration;
    this.mac = mac.orElseGet(() -> new MacAddress(random.nextLong() >>> 16));
    this.random = random;
  }

  /** The modified EUI-64 of the MAC address (RFC 4291, appendix A). */
  long eui64() {
    return Ipv6Address.interfaceIdentifier(mac);
  }

  /** An identifier that is always the same for a prefix, and says nothing of the host elsewhere (RFC 7217 §5). */
  long stable(Ipv6Address prefix, int duplicates) {
    byte[] input = new byte[40];
    BigEndian.putLong(input, 0, prefix.high());
    BigEndian.putLong(input, 8, mac.bits());
    BigEndian.putLong(input, 16, duplicates);
    BigEndian.putLong(input, 24, configuration.secretHigh());
    BigEndian.putLong(input, 32, configuration.secretLow());
    try {
      long identifier = BigEndian.getLong(MessageDigest.getInstance("SHA-256").digest(input), 0);
      return isReserved(identifier) ? stable(prefix, duplicates + 0x100) : identifier;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** An identifier that nothing follows from (RFC 8981 §3.3.1). */
  long temporary() {
    long identifier = random.nextLong();
    while (isReserved(identifier)) {
      identifier = random.nextLong();
    }
    return identifier;
  }

  /** Whether no host may have an identifier (RFC 5453). */
  static boolean isReserved(long identifier) {
    return identifier == 0 || (identifier >= FIRST_ANYCAST && identifier <= LAST_ANYCAST);
  }
}
