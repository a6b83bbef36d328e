package dev.zmol.lowpan.rpl.wire;

import java.util.Optional;

/** How the routes from the root down to the nodes are kept (RFC 6550 §6.3.1, mode of operation). */
public enum RplMode {
  /** There are no routes downwards. */
  NONE,
  /** The root alone has them, and writes them into packets. */
  NON_STORING,
  /** Each router has those of its sub-DODAG. */
  STORING,
  /** As {@link #STORING}, and with multicast. */
  STORING_WITH_MULTICAST;

  /**
   * Finds a mode by its number.
   *
   * @param number the number on the wire
   * @return the mode; nothing if it is not known here
   */
  public static Optional<RplMode> of(int number) {
    return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
  }

  /** {@return the number on the wire (0 to 3)} */
  public int number() {
    return ordinal();
  }

  /** {@return whether routers keep the routes of their sub-DODAGs} */
  public boolean isStoring() {
    return this == STORING || this == STORING_WITH_MULTICAST;
  }
}
