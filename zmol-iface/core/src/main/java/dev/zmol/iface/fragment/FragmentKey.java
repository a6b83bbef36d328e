package dev.zmol.iface.fragment;

/**
 * What the fragments of a datagram have in common (RFC 791 §2.3, RFC 8200 §4.5). Two datagrams are different if any of
 * it differs, so that nobody can put fragments into a datagram of another host.
 *
 * @param hash a hash of all else under a secret of the stack: nobody can choose what collides
 * @param source the sender
 * @param destinationHigh the first 64 bits of the address of the receiver
 * @param destinationLow the last 64 bits of the address of the receiver
 * @param identification the identification, with what else tells datagrams apart
 */
record FragmentKey(int hash, HostKey source, long destinationHigh, long destinationLow, long identification) {
  /**
   * A host.
   *
   * @param hash a hash of the address under a secret of the stack
   * @param high the first 64 bits of its address
   * @param low the last 64 bits of its address
   */
  record HostKey(int hash, long high, long low) {
    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** The fraction of the golden ratio: any odd number without a pattern would do. */
  private static final long ODD = 0x9e37_79b9_7f4a_7c15L;

  static FragmentKey of(Fragment fragment, long seed) {
    long sourceHash = mix(seed, fragment.sourceHigh, fragment.sourceLow);
    long hash = mix(sourceHash, fragment.destinationHigh, fragment.destinationLow);
    hash = mix(hash, fragment.identification, seed);
    HostKey source = new HostKey(fold(sourceHash), fragment.sourceHigh, fragment.sourceLow);
    return new FragmentKey(
        fold(hash), source, fragment.destinationHigh, fragment.destinationLow, fragment.identification);
  }

  private static int fold(long hash) {
    return (int) (hash ^ hash >>> 32);
  }

  private static long mix(long seed, long first, long second) {
    long left = first ^ seed;
    long right = second ^ Long.rotateLeft(seed, 32) ^ ODD;
    return left * right ^ Math.unsignedMultiplyHigh(left, right);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
