package dev.zmol.iface;

/**
 * What a device can do, fixed for its lifetime.
 *
 * @param medium what it carries
 * @param mtu the longest IP packet it carries, in bytes, link-layer header not included (68 to 65,535)
 * @param burst how many packets {@link Device#transmit} takes before {@link Device#flush} is due; 0 for no limit
 * @param checksums who checks and computes checksums
 * @param segmentation the longest TCP super-segment the device cuts up itself, or carries as it is, as an IP packet in
 *     bytes (up to 65,535); 0 for a device without segmentation offload
 * @param datagramSegmentation the longest UDP super-datagram, in the same way; 0 for a device that takes none
 */
public record DeviceCapabilities(
    Medium medium,
    int mtu,
    int burst,
    ChecksumCapabilities checksums,
    int segmentation,
    int datagramSegmentation) {

  /** The least MTU: what every IPv4 module must forward without fragmentation (RFC 791 §3.2). */
  public static final int MIN_MTU = 68;

  /** The largest MTU: the longest IP packet without a jumbo payload option. */
  public static final int MAX_MTU = 65_535;

  /** Checks the ranges. */
  public DeviceCapabilities {
    if (mtu < MIN_MTU || mtu > MAX_MTU) {
      throw new IllegalArgumentException("mtu is " + mtu + "; it has to be from " + MIN_MTU + " to " + MAX_MTU);
    }
    if (burst < 0) {
      throw new IllegalArgumentException("burst is " + burst + "; it has to be 0 (no limit) or more");
    }
    requireSegmentation("segmentation", segmentation, mtu);
    requireSegmentation("datagramSegmentation", datagramSegmentation, mtu);
  }

  private static void requireSegmentation(String name, int value, int mtu) {
    if (value != 0 && (value < mtu || value > MAX_MTU)) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it has to be 0 (none), or from the mtu " + mtu + " to " + MAX_MTU);
    }
  }

  /**
   * Creates the capabilities of a device that takes no UDP super-datagrams.
   *
   * @param medium what it carries
   * @param mtu the longest IP packet, in bytes (68 to 65,535)
   * @param burst how many packets it takes before {@link Device#flush} is due; 0 for no limit
   * @param checksums who checks and computes checksums
   * @param segmentation the longest TCP super-segment, as an IP packet in bytes; 0 for none
   */
  public DeviceCapabilities(Medium medium, int mtu, int burst, ChecksumCapabilities checksums, int segmentation) {
    this(medium, mtu, burst, checksums, segmentation, 0);
  }

  /**
   * Returns the capabilities of a device without any offload.
   *
   * @param medium what it carries
   * @param mtu the longest IP packet, in bytes (68 to 65,535)
   * @return the capabilities
   */
  public static DeviceCapabilities plain(Medium medium, int mtu) {
    return new DeviceCapabilities(medium, mtu, 0, ChecksumCapabilities.SOFTWARE, 0, 0);
  }

  /**
   * Returns the same but for the super-segments and super-datagrams that the device takes.
   *
   * @param newSegmentation the longest TCP super-segment, as an IP packet in bytes; 0 for none
   * @param newDatagramSegmentation the longest UDP super-datagram, as an IP packet in bytes; 0 for none
   * @return the capabilities
   */
  public DeviceCapabilities withSegmentation(int newSegmentation, int newDatagramSegmentation) {
    return new DeviceCapabilities(medium, mtu, burst, checksums, newSegmentation, newDatagramSegmentation);
  }

  /** {@return the length of the longest IP packet, super-segments and super-datagrams included, in bytes} */
  public int maxPacketLength() {
    return Math.max(mtu, Math.max(segmentation, datagramSegmentation));
  }

  /** {@return the length of the longest frame, link-layer header included, in bytes, super-segments included} */
  public int maxFrameLength() {
    return maxPacketLength() + (medium == Medium.ETHERNET ? 14 : 0);
  }
}
