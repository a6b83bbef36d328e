package dev.zmol.iface;

/** Which frames a device between stack and device minds, seen from the stack. */
public enum Direction {
  /** Those that the stack receives. */
  RECEIVED,
  /** Those that the stack transmits. */
  TRANSMITTED,
  /** All. */
  BOTH;

  /** {@return whether frames that the stack receives are meant} */
  public boolean includesReceived() {
    return this != TRANSMITTED;
  }

  /** {@return whether frames that the stack transmits are meant} */
  public boolean includesTransmitted() {
    return this != RECEIVED;
  }
}
