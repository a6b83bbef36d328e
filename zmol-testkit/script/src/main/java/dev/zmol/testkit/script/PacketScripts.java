package dev.zmol.testkit.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Makes tests of scripts, for methods with {@code @TestFactory}.
 *
 * <p>The source of each test is the file of its script; lines {@code // covers: MUST-10; S1} in it reach the record of
 * what tests cover.
 */
public final class PacketScripts {
  private static final String SUFFIX = ".pkt";

  private PacketScripts() {}

  /**
   * Makes a test of each script in a folder of resources and the folders below, against each of some stacks.
   *
   * @param owner a class beside whose resources the folder lies; it is the test class, as a rule
   * @param folder the folder, such as {@code packet-scripts/handshake}; a name that cannot be one of a package, so that
   *     the module of the test class does not hide it
   * @param stacks the stacks
   * @return the tests, sorted by name
   * @throws IllegalArgumentException if there is no such folder, or no script in it
   */
  public static Stream<DynamicTest> in(Class<?> owner, String folder, StackUnderTest... stacks) {
    return below(locate(owner, folder), stacks);
  }

  /**
   * Makes a test of each script in a directory and those below, against each of some stacks.
   *
   * @param directory the directory
   * @param stacks the stacks
   * @return the tests, sorted by name
   * @throws IllegalArgumentException if there is no script
   */
  public static Stream<DynamicTest> below(Path directory, StackUnderTest... stacks) {
    List<StackUnderTest> each = List.of(stacks);
    return scripts(directory).stream().flatMap(file -> each.stream().map(stack -> test(directory, file, stack)));
  }

  private static DynamicTest test(Path directory, Path file, StackUnderTest stack) {
    String name = directory.relativize(file).toString().replace('\\', '/').replace(SUFFIX, "");
    return DynamicTest.dynamicTest(
        name + " (" + stack.family() + ")", file.toUri(), () -> PacketScript.read(file).run(stack));
  }

  private static List<Path> scripts(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> found = files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException("directory is " + directory + "; it has to hold a " + SUFFIX + " file");
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }

  private static Path locate(Class<?> owner, String folder) {
    URL url = owner.getResource("/" + folder);
    if (url == null || !url.getProtocol().equals("file")) {
      throw new IllegalArgumentException("folder is " + folder + "; it has to be a directory of resources of " + owner);
    }
    try {
      return Path.of(new URI(url.toString()));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("folder is " + folder + ", at " + url, e);
    }
  }
}
