package dev.zmol.architecture;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The artifacts of zmol, as they stand on the class path of these tests. */
final class Artifacts {
  private Artifacts() {}

  /** The jars of zmol. */
  static List<Path> jars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(p -> p.getFileName().toString().matches("zmol-.*\\.jar"))
        .sorted()
        .toList();
  }

  /** The module that a jar holds. */
  static ModuleReference module(Path jar) {
    return ModuleFinder.of(jar).findAll().iterator().next();
  }

  /** The directory of the whole project. */
  static Path root() {
    return Path.of(System.getProperty("zmol.root")).normalize();
  }
}
