package dev.zmol.processor.specialize;

/** What a condition comes to in one family. */
enum Fold {
  /** It always holds. */
  TRUE,
  /** It never holds. */
  FALSE,
  /** The family alone does not decide it: it stays. */
  UNKNOWN;

  static Fold of(boolean value) {
    return value ? TRUE : FALSE;
  }

  Fold not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }

  boolean isKnown() {
    return this != UNKNOWN;
  }
}
