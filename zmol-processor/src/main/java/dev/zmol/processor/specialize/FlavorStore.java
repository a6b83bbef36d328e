package dev.zmol.processor.specialize;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.tools.JavaFileManager;
import javax.tools.StandardLocation;

/**
 * Where flavours wait between the compilation of the templates and that of the flavours: a resource per class beside
 * the class files of the templates, and an index per package.
 *
 * <p>The resources lie in {@code zmol_flavors/main/<package>} or {@code zmol_flavors/test/<package>}. That is not below
 * {@code META-INF} because javac does not find what lies there in a jar: it looks into directories only whose names are
 * identifiers.
 */
final class FlavorStore {
  /** The option that keeps the flavours of tests apart from those of what they test: {@code main} or {@code test}. */
  static final String SOURCES_OPTION = "zmol.sources";

  /** The option that makes the processors tell what they do: {@code true} or {@code false}. */
  static final String VERBOSE_OPTION = "zmol.verbose";

  static final Set<String> OPTIONS = Set.of(SOURCES_OPTION, VERBOSE_OPTION);

  private static final String INDEX = "index";
  private static final String EXTENSION = ".flavor";

  private final ProcessingEnvironment env;

  FlavorStore(ProcessingEnvironment env) {
    this.env = env;
  }

  boolean isVerbose() {
    return Boolean.parseBoolean(env.getOptions().get(VERBOSE_OPTION));
  }

  private String storage(String flavorPackage) {
    return "zmol_flavors." + env.getOptions().getOrDefault(SOURCES_OPTION, "main") + "." + flavorPackage;
  }

  // What the templates write

  void write(String flavorPackage, String name, String text, Element origin) throws IOException {
    write(flavorPackage, name + EXTENSION, text, new Element[] {origin});
  }

  void writeIndex(String flavorPackage, Set<String> names) throws IOException {
    var lines = new StringBuilder();
    names.forEach(n -> lines.append(n).append('\n'));
    write(flavorPackage, INDEX, lines.toString(), new Element[0]);
  }

  private void write(String flavorPackage, String file, String text, Element[] origin) throws IOException {
    try (Writer writer =
        env.getFiler()
            .createResource(StandardLocation.CLASS_OUTPUT, storage(flavorPackage), file, origin)
            .openWriter()) {
      writer.write(text);
    }
  }

  /** What a former compilation has listed; empty if there was none. */
  Set<String> formerIndex(String flavorPackage) throws IOException {
    try {
      return new TreeSet<>(read(StandardLocation.CLASS_OUTPUT, flavorPackage, INDEX).lines().toList());
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Set.of();
    }
  }

  /**
   * Deletes the flavour of a template that is no more. Nobody would read it, but people who look for it would wonder.
   */
  void delete(String flavorPackage, String name) throws IOException {
    URI file =
        env.getFiler()
            .getResource(StandardLocation.CLASS_OUTPUT, storage(flavorPackage), name + EXTENSION)
            .toUri();
    // The file objects that javac hands out do not delete.
    if ("file".equals(file.getScheme())) {
      Files.deleteIfExists(Path.of(file));
    }
  }

  // What the flavours read

  List<String> index(String flavorPackage) throws IOException {
    return read(StandardLocation.CLASS_PATH, flavorPackage, INDEX).lines().toList();
  }

  String source(String flavorPackage, String name) throws IOException {
    return read(StandardLocation.CLASS_PATH, flavorPackage, name + EXTENSION);
  }

  private String read(JavaFileManager.Location location, String flavorPackage, String file) throws IOException {
    return env.getFiler().getResource(location, storage(flavorPackage), file).getCharContent(true).toString();
  }
}
