package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/**
 * The nonce option of a solicitation, by which its sender knows it again when it is looped back (RFC 7527, RFC 3971
 * §5.3.2).
 *
 * @param nonce the six bytes as a number
 */
@Only(Family.IPV6)
public record NdpNonceOption(long nonce) implements NdpOption {
  /** Checks the range. */
  public NdpNonceOption {
    NdpOption.requireRange("nonce", nonce, 0, 0xffff_ffff_ffffL);
  }
}
