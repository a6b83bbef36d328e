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
      report.add("ipv4", stack.ip().ipv4Counters()).add("icmpv4", stack.ip().icmpv4Counters());
    }
    if (Comptime.IPV6) {
      report.add("ipv6", stack.ip().ipv6Counters()).add("icmpv6", stack.ip().icmpv6Counters());
    }
    return report.add("udp", stack.udp().counters()).add("tcp", stack.tcp().counters()).add(stack.drops());
  }
}
