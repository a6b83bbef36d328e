package dev.zmol.tool.demo;

import dev.zmol.tool.demo.Flavor.Link;
import dev.zmol.tool.service.BodyDigest;
import dev.zmol.tool.service.PatternSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Uses an image as a person would, by the programs of the system. */
final class Client {
  private static final Pattern RECEIVED = Pattern.compile("(\\d+) received");
  private static final Pattern ROUND_TRIP = Pattern.compile("= [\\d.]+/([\\d.]+)/");
  private static final int PINGS = 200;

  private final String flavor;
  private final Link link;

  Client(String flavor, Link link) {
    this.flavor = flavor;
    this.link = link;
  }

  Step ping(int size) {
    String what = link.label() + " ping, " + size + " bytes";
    if (!Programs.isInstalled("ping")) {
      return new PlatformPing(flavor, link).step();
    }
    Outcome outcome =
        Programs.run(
            "ping", "-n", "-q", "-c", "" + PINGS, "-i", "0.005", "-W", "2", "-s", "" + size, link.address());
    Matcher received = RECEIVED.matcher(outcome.output());
    Matcher roundTrip = ROUND_TRIP.matcher(outcome.output());
    if (!received.find()) {
      return failed(what, outcome.complaint());
    }
    String average = roundTrip.find() ? ", " + roundTrip.group(1) + " ms on average" : "";
    boolean all = received.group(1).equals("" + PINGS);
    return new Step(flavor, what, all, received.group(1) + " of " + PINGS + " answered" + average);
  }

  Step page() {
    String what = link.label() + " curl, index page";
    Outcome outcome = Programs.run(curl("--write-out", "\n%{http_code} %{size_download}", link.url("/")));
    boolean ok = outcome.succeeded() && outcome.output().contains("<title>zmol") && outcome.output().contains("\n200 ");
    return ok ? new Step(flavor, what, true, lastLine(outcome) + " bytes") : failed(what, outcome.complaint());
  }

  Step download(long bytes, String expected) {
    String what = link.label() + " curl, " + size(bytes) + " from the image";
    BodyDigest digest = new BodyDigest();
    Outcome outcome = Programs.run(curl(link.url("/bytes/" + bytes)), digest);
    if (!outcome.succeeded()) {
      return failed(what, outcome.complaint());
    }
    return streamed(what, digest.length() == bytes && digest.finish().equals(expected), bytes, outcome.nanos());
  }

  Step upload(long bytes, String expected) {
    String what = link.label() + " curl, " + size(bytes) + " to the image";
    Outcome outcome = Programs.run(curl("--upload-file", "-", link.url("/upload")), new PatternSource(bytes));
    if (!outcome.succeeded()) {
      return failed(what, outcome.complaint());
    }
    String answer = "{\"length\":" + bytes + ",\"sha256\":\"" + expected + "\"}";
    return streamed(what, outcome.output().strip().equals(answer), bytes, outcome.nanos());
  }

  /** No proxy, no globbing, no configuration file: only what is asked for. */
  private List<String> curl(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("curl", "-q", "--globoff", "--noproxy", "*", "--silent", "--show-error", "--fail"));
    command.addAll(List.of("--max-time", "100", link.isV6() ? "-6" : "-4"));
    command.addAll(List.of(arguments));
    return command;
  }

  private Step streamed(String what, boolean same, long bytes, long nanos) {
    if (!same) {
      return failed(what, "the hash differs");
    }
    return new Step(flavor, what, true, String.format(Locale.ROOT, "%.2f Gbit/s, hash equal", bytes * 8.0 / nanos));
  }

  private Step failed(String what, String why) {
    return new Step(flavor, what, false, why);
  }

  private static String lastLine(Outcome outcome) {
    return outcome.output().lines().reduce("", (_, last) -> last).replace(" ", ", ");
  }

  private static String size(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
