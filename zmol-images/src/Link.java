import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Links a run-time image, unless the one that is there was linked from the same modules in the same way.
 *
 * <p>Arguments: the image's directory, the module path, the main module and class, then the arguments of {@code jlink}.
 * Next to the image come {@code image.key}, what it was linked from, and {@code image.tsv}, its name and size in bytes.
 */
final class Link {
  private Link() {}

  /** Links. */
  public static void main(String[] args) throws Exception {
    Path image = Path.of(args[0]).toAbsolutePath();
    List<Path> modules =
        Stream.of(args[1].split(File.pathSeparator, -1)).map(Path::of).filter(Files::exists).toList();
    String main = args[2];
    List<String> options = List.of(args).subList(3, args.length);
    Path keyFile = image.resolveSibling("image.key");
    String key = key(modules, List.of(args));
    if (Files.exists(image) && Files.exists(keyFile) && Files.readString(keyFile).equals(key)) {
      // Newer than every source now, so that the launcher need not build again.
      Files.setLastModifiedTime(keyFile, FileTime.from(Instant.now()));
      return;
    }
    delete(keyFile);
    delete(image);
    link(image, modules, options);
    launcher(image, main);
    Files.writeString(image.resolveSibling("image.tsv"), name(image) + "\t" + size(image) + "\n");
    Files.writeString(keyFile, key);
  }

  private static void link(Path image, List<Path> modules, List<String> options) {
    List<String> arguments = new ArrayList<>(options);
    arguments.add("--module-path");
    arguments.add(String.join(File.pathSeparator, modules.stream().map(Path::toString).toList()));
    arguments.add("--output");
    arguments.add(image.toString());
    ToolProvider jlink =
        ToolProvider.findFirst("jlink").orElseThrow(() -> new IllegalStateException("this JDK has no jlink"));
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    int exitCode = jlink.run(out, err, arguments.toArray(String[]::new));
    if (exitCode != 0) {
      throw new IllegalStateException("jlink " + String.join(" ", arguments) + " failed");
    }
  }

  /** Unlike that of {@code jlink}, the launcher becomes the Java process, so that signals reach it. */
  private static void launcher(Path image, String main) throws IOException {
    Path launcher = image.resolve("bin/zmol");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        bin=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
        exec "$bin/java" -m %s "$@"
        """.formatted(main));
    if (!launcher.toFile().setExecutable(true, false)) {
      throw new IOException("can't make " + launcher + " executable");
    }
  }

  /** The image's name: that of the module it belongs to, as in {@code zmol-images/ipv4/target/image}. */
  private static Path name(Path image) {
    return image.getParent().getParent().getFileName();
  }

  private static String key(List<Path> modules, List<String> options) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Path module : modules) {
      for (Path file : files(module)) {
        digest.update(Files.readAllBytes(file));
      }
    }
    String jdk = Runtime.version() + " " + System.getProperty("java.home");
    return HexFormat.of().formatHex(digest.digest()) + " " + jdk + " " + String.join(" ", options) + "\n";
  }

  private static long size(Path image) throws IOException {
    return files(image).stream().mapToLong(file -> file.toFile().length()).sum();
  }

  /** The file itself, or all files of a directory, in the same order every time. */
  private static List<Path> files(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).forEach(Link::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
