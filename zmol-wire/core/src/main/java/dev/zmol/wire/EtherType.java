package dev.zmol.wire;

/** The types of Ethernet payloads. */
public final class EtherType {
  /** IPv4. */
  public static final int IPV4 = 0x0800;

  /** IPv6. */
  public static final int IPV6 = 0x86dd;

  private EtherType() {}
}
