package dev.zmol.scenarios.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The class files of zmol in an image. */
final class OurClasses {
  private static final Pattern NAME = Pattern.compile("dev/zmol/[\\w/$]+");

  /** By their path in their module; descriptors of modules with the name of the module in front. */
  private final Map<String, byte[]> files = new HashMap<>();

  OurClasses(Image image) {
    try (FileSystem system =
            FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", image.directory().toString()));
        DirectoryStream<Path> modules = Files.newDirectoryStream(system.getPath("/modules"), "dev.zmol.*")) {
      for (Path module : modules) {
        read(module);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Path module) throws IOException {
    try (Stream<Path> all = Files.walk(module)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".class")).toList()) {
        String name = module.relativize(file).toString();
        boolean isDescriptor = name.equals("module-info.class");
        files.put(isDescriptor ? module.getFileName() + "/" + name : name, Files.readAllBytes(file));
      }
    }
  }

  /** How long all class files are, in bytes. */
  long bytes() {
    return files.values().stream().mapToLong(file -> file.length).sum();
  }

  /** How long those class files are that the main class names, or that these name, and so on. */
  long reachableBytes(String mainClass) {
    Set<String> reached = new HashSet<>();
    var open = new ArrayDeque<String>();
    open.add(mainClass.replace('.', '/') + ".class");
    long sum = 0;
    while (!open.isEmpty()) {
      String next = open.remove();
      byte[] file = files.get(next);
      if (file != null && reached.add(next)) {
        sum += file.length;
        open.addAll(named(file));
      }
    }
    return sum;
  }

  /** What looks like a class of ours in the constant pool: classes, and the types of fields and methods. */
  private static Set<String> named(byte[] file) {
    Set<String> names = new HashSet<>();
    for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
      if (entry instanceof Utf8Entry utf8) {
        Matcher matcher = NAME.matcher(utf8.stringValue());
        while (matcher.find()) {
          names.add(matcher.group() + ".class");
        }
      }
    }
    return names;
  }
}
