package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;

/**
 * How an interface makes IPv6 addresses for itself. Immutable; begin with {@link #DEFAULT}.
 *
 * @param identifiers what the second halves of its lasting addresses are made of
 * @param secretHigh the first half of the secret of {@link Identifiers#STABLE} identifiers: the same whenever the host
 *     is switched on, and known to nobody else
 * @param secretLow the second half of the secret
 * @param temporary whether it has temporary addresses, too, and prefers them (RFC 8981)
 * @param temporaryPreferredSeconds how long a temporary address is preferred before the next one takes over
 * @param temporaryValidSeconds how long a temporary address is valid
 */
@Only(IPV6)
public record SlaacConfiguration(
    Identifiers identifiers,
    long secretHigh,
    long secretLow,
    boolean temporary,
    long temporaryPreferredSeconds,
    long temporaryValidSeconds) {
  /** What interface identifiers are made of. */
  @Only(IPV6)
  public enum Identifiers {
    /** The MAC address (RFC 4291, appendix A). */
    EUI_64,
    /** The prefix and a secret: another one in every network, but always the same there (RFC 7217). */
    STABLE
  }

  /** Identifiers of the MAC address, and no temporary addresses; a day and two days for them (RFC 8981 §3.8). */
  public static final SlaacConfiguration DEFAULT =
      new SlaacConfiguration(Identifiers.EUI_64, 0, 0, false, 86_400, 172_800);

  /** Checks the ranges. */
  public SlaacConfiguration {
    if (temporaryPreferredSeconds < 60 || temporaryPreferredSeconds > temporaryValidSeconds) {
      throw new IllegalArgumentException(
          "temporaryPreferredSeconds is " + temporaryPreferredSeconds
              + "; it has to be 60 or more, and not more than temporaryValidSeconds, " + temporaryValidSeconds);
    }
  }

  /**
   * Returns this configuration with stable identifiers that tell nothing of the MAC address (RFC 7217).
   *
   * @param newSecretHigh the first half of the secret
   * @param newSecretLow the second half of the secret
   * @return the configuration
   */
  public SlaacConfiguration withStableIdentifiers(long newSecretHigh, long newSecretLow) {
    return new SlaacConfiguration(
        Identifiers.STABLE,
        newSecretHigh,
        newSecretLow,
        temporary,
        temporaryPreferredSeconds,
        temporaryValidSeconds);
  }

  /** {@return this configuration with temporary addresses} */
  public SlaacConfiguration withTemporaryAddresses() {
    return new SlaacConfiguration(
        identifiers, secretHigh, secretLow, true, temporaryPreferredSeconds, temporaryValidSeconds);
  }
}
