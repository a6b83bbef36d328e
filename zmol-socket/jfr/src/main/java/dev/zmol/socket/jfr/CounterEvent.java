package dev.zmol.socket.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** What a counter has counted so far. */
@Name(CounterEvent.NAME)
@Label("Protocol Counter")
@Description("What a protocol has counted so far, in the terms of its MIB; zeros are left out")
@Category({"zmol", "Counters"})
@Period("1 s")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The flight recorder reads the fields.
final class CounterEvent extends Event {
  static final String NAME = "dev.zmol.Counter";

  @Label("Stack")
  private final String stack;

  @Label("Protocol")
  private final String protocol;

  @Label("Counter")
  private final String counter;

  @Label("Value")
  private final long value;

  CounterEvent(String stack, String protocol, String counter, long value) {
    this.stack = stack;
    this.protocol = protocol;
    this.counter = counter;
    this.value = value;
  }
}
