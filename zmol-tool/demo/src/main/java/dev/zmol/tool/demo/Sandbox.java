package dev.zmol.tool.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network namespace that nobody else is in, and that the kernel takes away, with all that is in it, when the program
 * in it ends.
 *
 * @param description who it was made as, for a person
 * @param prefix the command that runs a program in it
 */
record Sandbox(String description, List<String> prefix) {
  private static final List<String> COMMON = List.of("--net", "--pid", "--fork", "--kill-child");

  /** Without the loopback interface, Java takes the system for one without IPv6. */
  private static final String ENTER = "ip link set lo up && exec \"$@\"";

  /** What has to work inside. */
  private static final List<String> PROBE = List.of("sh", "-c", ": <>/dev/net/tun");

  /** {@return the first kind of sandbox that works here} */
  static Optional<Sandbox> find() {
    return List.of(sandbox("root", List.of()), sandbox("an ordinary user", List.of("--user", "--map-root-user")))
        .stream()
        .filter(Sandbox::works)
        .findFirst();
  }

  private static Sandbox sandbox(String description, List<String> options) {
    List<String> prefix = new ArrayList<>(List.of("unshare"));
    prefix.addAll(options);
    prefix.addAll(COMMON);
    return new Sandbox(description, prefix);
  }

  /** {@return why there is none, for a person} */
  static String obstacle() {
    for (String program : List.of("unshare", "ip")) {
      if (!Programs.isInstalled(program)) {
        return program + " is not installed";
      }
    }
    return Programs.run(sandbox("", List.of("--user", "--map-root-user")).command(PROBE)).complaint();
  }

  private boolean works() {
    return Programs.run(command(PROBE)).succeeded();
  }

  List<String> command(List<String> inner) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("sh", "-c", ENTER, "zmol"));
    command.addAll(inner);
    return command;
  }
}
