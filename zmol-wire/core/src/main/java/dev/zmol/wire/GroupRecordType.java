package dev.zmol.wire;

/** The types of the group records in IGMPv3 and MLDv2 reports (RFC 3376 §4.2.12, RFC 3810 §5.2.12). */
public final class GroupRecordType {
  /** Nothing but what the listed sources send is listened to. */
  public static final int MODE_IS_INCLUDE = 1;

  /** Everything but what the listed sources send is listened to. */
  public static final int MODE_IS_EXCLUDE = 2;

  /** The mode has changed: nothing but what the listed sources send is listened to from now on. */
  public static final int CHANGE_TO_INCLUDE_MODE = 3;

  /** The mode has changed: everything but what the listed sources send is listened to from now on. */
  public static final int CHANGE_TO_EXCLUDE_MODE = 4;

  /** The listed sources are listened to, too, from now on. */
  public static final int ALLOW_NEW_SOURCES = 5;

  /** The listed sources are not listened to any more. */
  public static final int BLOCK_OLD_SOURCES = 6;

  private GroupRecordType() {}

  /**
   * Names a type.
   *
   * @param type the number
   * @return the name that is usual in traces, or the number if it has none
   */
  public static String format(int type) {
    return switch (type) {
      case MODE_IS_INCLUDE -> "is in";
      case MODE_IS_EXCLUDE -> "is ex";
      case CHANGE_TO_INCLUDE_MODE -> "to in";
      case CHANGE_TO_EXCLUDE_MODE -> "to ex";
      case ALLOW_NEW_SOURCES -> "allow";
      case BLOCK_OLD_SOURCES -> "block";
      default -> "type " + type;
    };
  }
}
