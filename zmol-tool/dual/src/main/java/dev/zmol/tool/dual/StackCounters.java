package dev.zmol.tool.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.tool.CounterReport;

/** Collects what the tool's stack has counted. */
@Specialize
final class StackCounters {
  private StackCounters() {}

  /** All counters, as they are now; called by the thread of the stack. */
  static CounterReport of(ToolStack stack) {
    CounterReport report = new CounterReport();
    if (Comptime.IPV4) {
      report.add("ipv4", stack.ip().counters().ipv4()).add("icmpv4", stack.ip().counters().icmpv4());
    }
    if (Comptime.IPV6) {
      report.add("ipv6", stack.ip().counters().ipv6()).add("icmpv6", stack.ip().counters().icmpv6());
    }
    return report.add("udp", stack.udp().counters()).add("tcp", stack.tcp().counters()).add(stack.drops());
  }
}
