package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.socket.dns.DnsResult;
import dev.zmol.socket.dual.DnsLookup;
import dev.zmol.tool.JsonObject;
import dev.zmol.wire.dns.DnsRecord;
import dev.zmol.wire.dns.DnsType;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints what was looked up: the data alone, as {@code dig +short} does, or whole records, or JSON. */
@Specialize
final class ResolvePrinter {
  private final boolean json;
  private final boolean verbose;
  private final PrintStream out;
  private final PrintStream error;

  ResolvePrinter(boolean json, boolean verbose, PrintStream out, PrintStream error) {
    this.json = json;
    this.verbose = verbose;
    this.out = out;
    this.error = error;
  }

  /** Prints one lookup; whether anything was found. */
  boolean print(String name, DnsLookup lookup) {
    DnsResult result = lookup.result();
    List<DnsRecord> records = new ArrayList<>(result.aliases());
    records.addAll(result.answers());
    for (DnsRecord found : records) {
      out.println(json ? jsonOf(found) : verbose ? found.toString() : found.data().text());
    }
    boolean answered = result.outcome() == DnsOutcome.ANSWERED;
    String server = lookup.server().map(IpEndpoint::toString).orElse("");
    double millis = lookup.elapsedNanos() / 1e6;
    if (json) {
      out.println(
          new JsonObject()
              .put("event", "done")
              .put("name", name)
              .put("outcome", result.outcome().name())
              .put("server", server)
              .put("milliseconds", millis));
    } else if (verbose) {
      out.printf("; %s, %.1f ms%s%n", result.outcome(), millis, server.isEmpty() ? "" : ", from " + server);
    }
    if (!answered && !json) {
      error.println("zmol: " + name + ": " + result.outcome().description());
    }
    out.flush();
    return answered;
  }

  private static JsonObject jsonOf(DnsRecord of) {
    return new JsonObject()
        .put("event", "record")
        .put("name", of.name().toString())
        .put("type", DnsType.format(of.type()))
        .put("ttl", of.timeToLive())
        .put("data", of.data().text());
  }
}
