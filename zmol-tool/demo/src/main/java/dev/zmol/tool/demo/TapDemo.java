package dev.zmol.tool.demo;

import dev.zmol.tool.ToolException;
import dev.zmol.tool.demo.Flavor.Link;
import dev.zmol.tool.service.PatternSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The demonstration on a TAP device; runs inside the sandbox. */
final class TapDemo {
  private final DemoSettings settings;
  private final Report report;

  TapDemo(DemoSettings settings, Report report) {
    this.settings = settings;
    this.report = report;
  }

  void run() {
    String expected = PatternSource.sha256(settings.bytes());
    for (Flavor flavor : Flavor.values()) {
      report.begin(flavor, settings.images());
      try {
        run(flavor, expected);
      } catch (IOException | ToolException e) {
        report.add(new Step(flavor.label(), "start", false, e.getMessage()));
      }
    }
  }

  private void run(Flavor flavor, String expected) throws IOException {
    KernelSide.open(flavor.links());
    try {
      talk(flavor);
      stream(flavor, expected);
    } finally {
      KernelSide.close();
    }
  }

  /** What is worth looking at in the capture. */
  private void talk(Flavor flavor) throws IOException {
    Path pcap = settings.output().resolve("zmol-" + flavor.label() + ".pcap");
    try (ServerProcess server = ServerProcess.start(settings, flavor, Optional.of(pcap))) {
      Link first = flavor.links().getFirst();
      KernelSide.know(first);
      server.awaitReply(first);
      KernelSide.forget(first);
      for (Link link : flavor.links()) {
        Client client = new Client(flavor.label(), link);
        client.pings().forEach(report::add);
        report.add(client.page());
      }
    }
    report.add(new Step(flavor.label(), "capture", Files.exists(pcap), pcap.toString()));
  }

  private void stream(Flavor flavor, String expected) throws IOException {
    try (ServerProcess server = ServerProcess.start(settings, flavor, Optional.empty())) {
      Link first = flavor.links().getFirst();
      KernelSide.know(first);
      double millis = server.awaitReply(first) / 1e6;
      report.add(new Step(
          flavor.label(), "start-up to the first reply", true, String.format(Locale.ROOT, "%.0f ms", millis)));
      KernelSide.forget(first);
      for (Link link : flavor.links()) {
        Client client = new Client(flavor.label(), link);
        report.add(client.download(settings.bytes(), expected));
        report.add(client.upload(settings.bytes(), expected));
      }
    }
  }
}
