package dev.zmol.tool.demo;

import dev.zmol.tool.service.BodySink;
import dev.zmol.tool.service.BodySource;
import java.util.ArrayList;
import java.util.List;

/** The program {@code curl}: no proxy, no globbing, no configuration file. */
final class CurlTransfer implements Transfer {
  private static final List<String> COMMAND =
      List.of("curl", "-q", "--globoff", "--noproxy", "*", "--silent", "--show-error", "--fail", "--max-time", "100");

  @Override
  public String name() {
    return "curl";
  }

  @Override
  public Outcome get(String url, BodySink sink) {
    return Programs.run(command(url), sink);
  }

  @Override
  public Outcome put(String url, BodySource body) {
    return Programs.run(command("--upload-file", "-", url), body);
  }

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(COMMAND);
    command.add(arguments[arguments.length - 1].contains("[") ? "-6" : "-4");
    command.addAll(List.of(arguments));
    return command;
  }
}
