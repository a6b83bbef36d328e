package dev.zmol.wire.dns;

/**
 * A resource record (RFC 1035 §4.1.3).
 *
 * @param name the name that it belongs to
 * @param recordClass its class as it is on the wire, see {@link DnsClass} (0 to 65535)
 * @param timeToLive how long it may be kept, in seconds (0 to 2^32 - 1); see {@link #seconds}
 * @param data its type, and what it says
 */
public record DnsRecord(DnsName name, int recordClass, long timeToLive, DnsData data) {
  /**
   * Makes a record of the Internet.
   *
   * @param name the name that it belongs to
   * @param timeToLive how long it may be kept, in seconds
   * @param data its type, and what it says
   */
  public DnsRecord(DnsName name, long timeToLive, DnsData data) {
    this(name, DnsClass.INTERNET, timeToLive, data);
  }

  /** {@return its type, see {@link DnsType}} */
  public int type() {
    return data.type();
  }

  /** {@return how long it may be kept, in seconds: zero if the first bit is set, which means nonsense (RFC 2181 §8)} */
  public long seconds() {
    return timeToLive > Integer.MAX_VALUE ? 0 : timeToLive;
  }

  /** {@return whether multicast DNS says that there are no others of this name and type (RFC 6762 §10.2)} */
  public boolean flushesCache() {
    return (recordClass & DnsClass.CACHE_FLUSH) != 0;
  }

  /**
   * Returns the same record with another time to live.
   *
   * @param seconds how long it may be kept, in seconds
   * @return the record
   */
  public DnsRecord withTimeToLive(long seconds) {
    return new DnsRecord(name, recordClass, seconds, data);
  }

  /**
   * Tells whether another record says the same, for however long and whatever multicast DNS adds.
   *
   * @param other the other record
   * @return whether name, class, type and data are equal
   */
  public boolean isSameAs(DnsRecord other) {
    return DnsClass.proper(recordClass) == DnsClass.proper(other.recordClass)
        && data.equals(other.data)
        && name.equals(other.name);
  }

  /** As a master file has it: {@code example.org. 60 IN A 192.0.2.1}. */
  @Override
  public String toString() {
    return name + " " + timeToLive + " " + DnsClass.format(DnsClass.proper(recordClass)) + " "
        + DnsType.format(type()) + " " + data.text();
  }
}
