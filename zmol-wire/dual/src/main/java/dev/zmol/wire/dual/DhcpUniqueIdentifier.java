package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.MacAddressWire;
import java.util.UUID;

/**
 * What tells a DHCPv6 client or server from all others, its DUID (RFC 8415 §11).
 *
 * <p>Others are compared as bytes, whatever they hold; the factories are for one's own.
 *
 * @param content the type and what follows it (3 to 130 bytes)
 */
@Only(Family.IPV6)
public record DhcpUniqueIdentifier(Bytes content) {
  private static final int LINK_LAYER_TIME = 1;
  private static final int LINK_LAYER = 3;
  private static final int UUID_TYPE = 4;
  private static final int ETHERNET = 1;

  /** Checks the length. */
  public DhcpUniqueIdentifier {
    if (!isValid(content)) {
      throw new IllegalArgumentException("content has " + content.length() + " bytes; it has to have 3 to 130");
    }
  }

  /** Whether the bytes are long enough to be one, and not too long (RFC 8415 §11.1). */
  static boolean isValid(Bytes content) {
    return content.length() >= 3 && content.length() <= 130;
  }

  /**
   * Makes an identifier of a station address, DUID-LL: for hosts that can't store one (RFC 8415 §11.4).
   *
   * @param mac the address
   * @return the identifier
   */
  public static DhcpUniqueIdentifier linkLayer(MacAddress mac) {
    byte[] bytes = new byte[4 + MacAddressWire.LENGTH];
    BigEndian.putInt(bytes, 0, LINK_LAYER << 16 | ETHERNET);
    MacAddressWire.emit(mac, bytes, 4);
    return new DhcpUniqueIdentifier(Bytes.of(bytes));
  }

  /**
   * Makes an identifier of a station address and a time, DUID-LLT; the host has to store it (RFC 8415 §11.2).
   *
   * @param mac the address
   * @param seconds when it was made, in seconds since the beginning of 2000 (UTC), modulo 2³²
   * @return the identifier
   */
  public static DhcpUniqueIdentifier linkLayerTime(MacAddress mac, long seconds) {
    byte[] bytes = new byte[8 + MacAddressWire.LENGTH];
    BigEndian.putInt(bytes, 0, LINK_LAYER_TIME << 16 | ETHERNET);
    BigEndian.putInt(bytes, 4, (int) seconds);
    MacAddressWire.emit(mac, bytes, 8);
    return new DhcpUniqueIdentifier(Bytes.of(bytes));
  }

  /**
   * Makes an identifier of a UUID, DUID-UUID (RFC 6355).
   *
   * @param uuid the UUID
   * @return the identifier
   */
  public static DhcpUniqueIdentifier uuid(UUID uuid) {
    byte[] bytes = new byte[18];
    BigEndian.putShort(bytes, 0, UUID_TYPE);
    BigEndian.putLong(bytes, 2, uuid.getMostSignificantBits());
    BigEndian.putLong(bytes, 10, uuid.getLeastSignificantBits());
    return new DhcpUniqueIdentifier(Bytes.of(bytes));
  }

  @Override
  public String toString() {
    return content.toString();
  }
}
