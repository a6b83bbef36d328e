package dev.zmol.ipsec;

/** Hears that an association nears its end, so that another can take its place in time (RFC 4301 §4.4.2.1). */
@FunctionalInterface
public interface ExpiryListener {
  /**
   * Is told once of each end, by the thread that owns the association.
   *
   * @param association the association
   * @param hard whether it can't be used any more; otherwise its soft lifetime is over, and it works on
   */
  void expired(SecurityAssociation association, boolean hard);
}
