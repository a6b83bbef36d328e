package dev.zmol.wire;

/** The numbers of IP protocols. */
public final class IpProtocol {
  /** TCP. */
  public static final int TCP = 6;

  /** UDP. */
  public static final int UDP = 17;

  private IpProtocol() {}
}
