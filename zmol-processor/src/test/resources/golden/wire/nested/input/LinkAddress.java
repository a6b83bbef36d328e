package p;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * An address with a notation of its own.
 *
 * @param bits the address
 */
@WireFormat(text = true)
public record LinkAddress(@Bits(48) long bits) {
  @Override
  public String toString() {
    return Long.toHexString(bits);
  }
}
