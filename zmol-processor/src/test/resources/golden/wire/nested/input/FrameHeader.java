package p;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

class Frames {
  /**
   * A record in a class.
   *
   * @param source who sends
   */
  @WireFormat(name = "FrameAccess")
  record FrameHeader(Station source, Station destination, @Bits(8) int kind) {}
}
