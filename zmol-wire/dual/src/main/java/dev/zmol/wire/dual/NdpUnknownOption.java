package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Bytes;

/**
 * An option that is not known here, or a known one of a length or content that it cannot have.
 *
 * @param type the type (0 to 255)
 * @param content what follows type and length
 */
@Only(Family.IPV6)
public record NdpUnknownOption(int type, Bytes content) implements NdpOption {
  /** Checks the ranges. */
  public NdpUnknownOption {
    NdpOption.requireRange("type", type, 0, 0xff);
    NdpOption.requireUnits("content", content.length(), 6);
  }
}
