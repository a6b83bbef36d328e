package dev.zmol.tool;

import dev.zmol.iface.Counters;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.IcmpCounters;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a stack has counted, for a person or a program; zeros are left out. */
public final class CounterReport {
  private static final int TYPES = 256;

  private final Map<String, Long> counts = new LinkedHashMap<>();

  /** Creates an empty report. */
  public CounterReport() {}

  /**
   * Adds the counters of a protocol.
   *
   * @param protocol the name of the protocol, which precedes those of the counters
   * @param counters the counters
   * @return this
   */
  public CounterReport add(String protocol, Counters<? extends Enum<?>> counters) {
    counters.snapshot().forEach((counter, count) -> put(protocol + "." + CounterNames.of(counter), count));
    return this;
  }

  /**
   * Adds the counters of ICMP.
   *
   * @param protocol the name of the protocol
   * @param counters the counters
   * @return this
   */
  public CounterReport add(String protocol, IcmpCounters counters) {
    put(protocol + ".inMsgs", counters.inMsgs());
    put(protocol + ".inErrors", counters.inErrors());
    put(protocol + ".outMsgs", counters.outMsgs());
    put(protocol + ".outErrors", counters.outErrors());
    for (int type = 0; type < TYPES; type++) {
      put(protocol + ".inPkts." + type, counters.inPkts(type));
      put(protocol + ".outPkts." + type, counters.outPkts(type));
    }
    return this;
  }

  /**
   * Adds the reasons for which packets were dropped.
   *
   * @param drops the drop counters
   * @return this
   */
  public CounterReport add(DropCounters drops) {
    drops.nonZero().forEach((reason, count) -> put("drop." + CounterNames.of(reason), count));
    return this;
  }

  private void put(String name, long count) {
    if (count != 0) {
      counts.put(name, count);
    }
  }

  /** {@return a table} */
  public String table() {
    TextTable table = new TextTable("counter", "count");
    counts.forEach((name, count) -> table.row(name, Long.toString(count)));
    return table.toString();
  }

  /** {@return one member for each counter, after one that says that this is a report} */
  public JsonObject json() {
    JsonObject json = new JsonObject().put("event", "counters");
    counts.forEach(json::put);
    return json;
  }
}
