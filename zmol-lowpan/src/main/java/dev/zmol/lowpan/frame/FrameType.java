package dev.zmol.lowpan.frame;

/** What a frame is for (IEEE 802.15.4-2015 table 7-1). */
public final class FrameType {
  /** Tells of a network. */
  public static final int BEACON = 0;

  /** Carries data. */
  public static final int DATA = 1;

  /** Says that a frame has arrived. */
  public static final int ACKNOWLEDGMENT = 2;

  /** Asks for something on behalf of the network. */
  public static final int COMMAND = 3;

  private FrameType() {}

  /**
   * Names a type.
   *
   * @param type the number, 0 to 7
   * @return its name
   */
  public static String name(int type) {
    return switch (type) {
      case BEACON -> "Beacon";
      case DATA -> "Data";
      case ACKNOWLEDGMENT -> "Ack";
      case COMMAND -> "Command";
      default -> "Type" + type;
    };
  }
}
