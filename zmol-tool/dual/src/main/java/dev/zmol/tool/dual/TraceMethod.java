package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;

/** What a trace sends to have routers tell that they are there. Owned by the thread of the stack. */
@Specialize
interface TraceMethod {
  /**
   * Sends a probe; what comes back is told to the {@link Trace} under its number.
   *
   * @param number the number of the probe, from 0 on
   * @param hopLimit how many routers it may pass, and one
   */
  void send(int number, int hopLimit);

  /** Stops listening. */
  void close();
}
