package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Bytes;

/**
 * The redirected header option of a redirect (RFC 4861 §4.6.3).
 *
 * @param packet the beginning of the packet that is to go another way, in whole units of eight bytes
 */
@Only(Family.IPV6)
public record NdpRedirectedOption(Bytes packet) implements NdpOption {
  /** Checks the length. */
  public NdpRedirectedOption {
    NdpOption.requireUnits("packet", packet.length(), 0);
  }
}
