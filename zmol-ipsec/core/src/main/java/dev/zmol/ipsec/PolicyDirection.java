package dev.zmol.ipsec;

/** Which packets a policy is about. */
public enum PolicyDirection {
  /** Those that are sent. */
  OUT,
  /** Those that are received. */
  IN
}
