package dev.zmol.annotations;

/**
 * Constants that a template may test, and that {@link Specialize} folds in the single-family flavours.
 *
 * <p>They are compile-time constants, so {@code javac} inlines them and no class refers to this one at run time.
 */
public final class Comptime {
  /** Whether the flavour being compiled speaks IPv4. */
  public static final boolean IPV4 = true;

  /** Whether the flavour being compiled speaks IPv6. */
  public static final boolean IPV6 = true;

  /** Whether the flavour being compiled speaks both families. */
  public static final boolean DUAL = true;

  private Comptime() {}
}
