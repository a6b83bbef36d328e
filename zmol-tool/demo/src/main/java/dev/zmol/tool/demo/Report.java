package dev.zmol.tool.demo;

import dev.zmol.tool.TextTable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What has been tried so far; prints each step as it is done, and the table at the end. */
final class Report {
  private final PrintStream out;
  private final List<Step> steps = new ArrayList<>();

  Report(PrintStream out) {
    this.out = out;
  }

  void say(String text) {
    out.println(text);
    out.flush();
  }

  /** Turns to the next image. */
  void begin(Flavor flavor, Path images) {
    say("");
    say("image " + flavor.label());
    String size = ImageSize.of(flavor.image(images));
    add(new Step(flavor.label(), "size", !size.isEmpty(), size.isEmpty() ? "can't be read" : size));
  }

  void add(Step step) {
    steps.add(step);
    say("  " + (step.succeeded() ? "ok    " : "FAILED") + "  " + step.what() + ": " + step.detail());
  }

  boolean succeeded() {
    return !steps.isEmpty() && steps.stream().allMatch(Step::succeeded);
  }

  String table() {
    TextTable table = new TextTable("image", "what", "", "result");
    for (Step step : steps) {
      table.row(step.flavor(), step.what(), step.succeeded() ? "ok" : "FAILED", step.detail());
    }
    return table.toString();
  }
}
