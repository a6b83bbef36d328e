package dev.zmol.tool.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demonstration without a device: each image rehearses against itself on a link in memory. */
final class MemoryDemo {
  private static final Pattern STEP =
      Pattern.compile("\\{\"what\":\"([^\"]*)\",\"succeeded\":(true|false),\"detail\":\"([^\"]*)\"}");

  private final DemoSettings settings;
  private final Report report;

  MemoryDemo(DemoSettings settings, Report report) {
    this.settings = settings;
    this.report = report;
  }

  void run() {
    for (Flavor flavor : Flavor.values()) {
      report.begin(flavor, settings.images());
      run(flavor);
    }
  }

  private void run(Flavor flavor) {
    String program = flavor.program(settings.images()).toString();
    Outcome outcome = Programs.run(program, "rehearse", "--json", "--mebibytes", "" + settings.mebibytes());
    Matcher steps = STEP.matcher(outcome.output());
    while (steps.find()) {
      report.add(new Step(flavor.label(), steps.group(1), steps.group(2).equals("true"), steps.group(3)));
    }
    if (!outcome.succeeded()) {
      report.add(new Step(flavor.label(), "rehearsal", false, outcome.complaint()));
    }
  }
}
