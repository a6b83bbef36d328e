package dev.zmol.tool.demo;

import dev.zmol.tool.demo.Flavor.Link;
import dev.zmol.tool.service.BodyDigest;
import dev.zmol.tool.service.PatternSource;
import java.nio.charset.StandardCharsets;
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
  private final Transfer transfer = Transfer.choose();

  Client(String flavor, Link link) {
    this.flavor = flavor;
    this.link = link;
  }

  List<Step> pings() {
    return Programs.isInstalled("ping")
        ? List.of(ping(56), ping(1400))
        : List.of(new PlatformPing(flavor, link).step());
  }

  private Step ping(int size) {
    String what = link.label() + " ping, " + size + " bytes";
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
    String what = link.label() + " " + transfer.name() + ", index page";
    StringBuilder page = new StringBuilder();
    Outcome outcome =
        transfer.get(
            link.url("/"),
            (bytes, offset, length) -> page.append(new String(bytes, offset, length, StandardCharsets.UTF_8)));
    boolean ok = outcome.succeeded() && page.indexOf("<title>zmol</title>") >= 0;
    return ok ? new Step(flavor, what, true, page.length() + " bytes") : failed(what, outcome.complaint());
  }

  Step download(long bytes, String expected) {
    String what = link.label() + " " + transfer.name() + ", " + size(bytes) + " from the image";
    BodyDigest digest = new BodyDigest();
    Outcome outcome = transfer.get(link.url("/bytes/" + bytes), digest);
    if (!outcome.succeeded()) {
      return failed(what, outcome.complaint());
    }
    return streamed(what, digest.length() == bytes && digest.finish().equals(expected), bytes, outcome.nanos());
  }

  Step upload(long bytes, String expected) {
    String what = link.label() + " " + transfer.name() + ", " + size(bytes) + " to the image";
    Outcome outcome = transfer.put(link.url("/upload"), new PatternSource(bytes));
    if (!outcome.succeeded()) {
      return failed(what, outcome.complaint());
    }
    String answer = "{\"length\":" + bytes + ",\"sha256\":\"" + expected + "\"}";
    return streamed(what, outcome.output().strip().equals(answer), bytes, outcome.nanos());
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

  private static String size(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
