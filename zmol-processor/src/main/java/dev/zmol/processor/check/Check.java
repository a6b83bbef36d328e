package dev.zmol.processor.check;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells whether the zmol processors have run when the classes of a directory were compiled.
 *
 * <p>Since JDK 23 {@code javac} runs only the processors that it is told of, and says nothing about the annotations
 * that no processor has seen. What is missing then shows up later, as a symbol that cannot be found or a package that
 * is empty. This program looks for the annotations in the class files, and for what should have been generated from
 * them:
 *
 * <pre>{@code java -cp zmol-processor.jar dev.zmol.processor.check.Check target/classes}</pre>
 *
 * <p>It exits with 0 if everything is there, with 1 if something is missing, and with 2 if it is not used like that.
 */
public final class Check {
  private static final String REASON =
      """
      The annotation processor zmol-processor has not run. Since JDK 23 javac runs only the processors that it is told
      of: name zmol-processor in the annotationProcessorPaths of the Maven compiler plugin, in the annotationProcessor
      configuration of Gradle, or after --processor-path of javac.\
      """;

  private Check() {}

  /**
   * Checks directories of class files, and prints what is missing on the standard error stream.
   *
   * @param args the directories
   */
  public static void main(String... args) {
    int status = run(System.err, args);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(PrintStream out, String... args) {
    if (args.length == 0 || Stream.of(args).map(Path::of).anyMatch(p -> !Files.isDirectory(p))) {
      out.println("usage: java -cp zmol-processor.jar " + Check.class.getName() + " DIRECTORY-OF-CLASSES...");
      return 2;
    }
    List<String> missing = new ArrayList<>();
    try {
      for (String directory : args) {
        missing.addAll(missing(Path.of(directory)));
      }
    } catch (IOException e) {
      out.println("cannot read the classes: " + e);
      return 2;
    }
    missing.forEach(out::println);
    if (!missing.isEmpty()) {
      out.println(REASON);
    }
    return missing.isEmpty() ? 0 : 1;
  }

  /**
   * Finds what should have been generated, but was not.
   *
   * @param classes a directory of class files
   * @return a sentence for each annotated class or package; empty if nothing is missing
   * @throws IOException if a class file cannot be read
   */
  public static List<String> missing(Path classes) throws IOException {
    List<String> missing = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        new Expectations(classes, file).missing().forEach(missing::add);
      }
    }
    return missing;
  }
}
