package dev.zmol.wire.dns;

/**
 * A question (RFC 1035 §4.1.2).
 *
 * @param name the name that is asked about
 * @param type the type of records that are asked for, see {@link DnsType} (0 to 65535)
 * @param recordClass their class as it is on the wire, see {@link DnsClass} (0 to 65535)
 */
public record DnsQuestion(DnsName name, int type, int recordClass) {
  /**
   * Asks for records of the Internet.
   *
   * @param name the name that is asked about
   * @param type the type of records that are asked for
   */
  public DnsQuestion(DnsName name, int type) {
    this(name, type, DnsClass.INTERNET);
  }

  /**
   * Tells whether a record answers this question, whatever multicast DNS has made of their classes.
   *
   * @param resourceRecord the record
   * @return whether name, type and class are what is asked for
   */
  public boolean isAnsweredBy(DnsRecord resourceRecord) {
    int asked = DnsClass.proper(recordClass);
    return (type == resourceRecord.type() || type == DnsType.ANY)
        && (asked == DnsClass.proper(resourceRecord.recordClass()) || asked == DnsClass.ANY)
        && name.equals(resourceRecord.name());
  }

  /** Name, class and type, as in {@code example.org. IN A}. */
  @Override
  public String toString() {
    return name + " " + DnsClass.format(DnsClass.proper(recordClass)) + " " + DnsType.format(type);
  }
}
