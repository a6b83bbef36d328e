package dev.zmol.iface;

/** How far an address of an interface may be used (RFC 4862 §2). */
public enum AddressState {
  /** It is being found out whether another host has it: nothing is sent from it or accepted for it (RFC 4862 §5.4). */
  TENTATIVE,
  /** It may be used. */
  PREFERRED,
  /** It works, but new communication begins from another one if there is one (RFC 4862 §5.5.4). */
  DEPRECATED
}
