package dev.zmol.tool.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** How large an image is on the disk. */
final class ImageSize {
  private ImageSize() {}

  /** {@return the size of all files of an image, and that of its classes, for a person; empty if it can't be read} */
  static String of(Path image) {
    try (Stream<Path> files = Files.walk(image)) {
      long all = files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      long modules = Files.size(image.resolve("lib/modules"));
      return String.format(Locale.ROOT, "%.1f MB (classes %.1f MB)", all / 1e6, modules / 1e6);
    } catch (IOException e) {
      return "";
    }
  }
}
