package dev.zmol.net;

/** A channel that a {@link StackSelector} can watch. */
interface Selectable {
  /** What it is ready for, and who waits for that. */
  Readiness readiness();

  /** What it is ready for at present, as far as its state allows it. */
  int readyOperations();
}
