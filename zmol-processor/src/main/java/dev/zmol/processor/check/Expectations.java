package dev.zmol.processor.check;

import dev.zmol.annotations.Flavor;
import dev.zmol.annotations.Flavors;
import dev.zmol.annotations.NetworkStack;
import dev.zmol.annotations.WireFormat;
import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the annotations of one class file promise to be there. */
final class Expectations {
  private final Path root;
  private final Path file;
  private final ClassModel model;
  private final String name;

  Expectations(Path root, Path file) throws IOException {
    this.root = root;
    this.file = file;
    this.model = ClassFile.of().parse(file);
    this.name = model.thisClass().asInternalName().replace('/', '.').replace('$', '.');
  }

  /** A sentence for each thing that is missing. */
  List<String> missing() throws IOException {
    List<String> missing = new ArrayList<>();
    if (annotation(Flavor.class).isPresent() && !hasClasses(file.getParent())) {
      missing.add(packageName() + " is a @Flavor, but holds no class.");
    }
    annotation(Flavors.class).ifPresent(flavors -> missingFlavors(flavors, missing));
    if (annotation(NetworkStack.class).isPresent()) {
      requireBeside("Composed" + simpleName(), "@NetworkStack", missing);
    }
    annotation(WireFormat.class)
        .ifPresent(format -> requireBeside(value(format, "name").orElse(wireName()), "@WireFormat", missing));
    return missing;
  }

  private Optional<Annotation> annotation(Class<?> type) {
    ClassDesc wanted = type.describeConstable().orElseThrow();
    return model
        .findAttribute(Attributes.runtimeInvisibleAnnotations())
        .flatMap(a -> a.annotations().stream().filter(x -> x.classSymbol().equals(wanted)).findFirst());
  }

  private static Optional<String> value(Annotation annotation, String element) {
    return annotation.elements().stream()
        .filter(e -> e.name().equalsString(element))
        .map(e -> ((AnnotationValue.OfString) e.value()).stringValue())
        .findFirst();
  }

  /** Whether a directory has classes other than the one that carries the annotations of the package. */
  private static boolean hasClasses(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(f -> f.getFileName().toString())
          .anyMatch(f -> f.endsWith(".class") && !f.equals("package-info.class"));
    }
  }

  /** The templates of a package leave an index for each of its flavours, even an empty one. */
  private void missingFlavors(Annotation flavors, List<String> missing) {
    for (String family : List.of("ipv4", "ipv6")) {
      Optional<String> flavor = value(flavors, family);
      if (flavor.isPresent() && Stream.of("main", "test").noneMatch(s -> Files.exists(index(s, flavor.get())))) {
        missing.add(packageName() + " holds templates, but " + flavor.get() + " has not been derived from them.");
      }
    }
  }

  private Path index(String sources, String flavor) {
    return root.resolve("zmol_flavors").resolve(sources).resolve(flavor.replace('.', '/')).resolve("index");
  }

  private void requireBeside(String generated, String annotation, List<String> missing) {
    if (!Files.exists(file.resolveSibling(generated + ".class"))) {
      missing.add(name + " is a " + annotation + ", but there is no class " + generated + " beside it.");
    }
  }

  private String packageName() {
    return name.substring(0, name.lastIndexOf('.'));
  }

  private String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private String wireName() {
    return simpleName().replaceFirst("Header$", "") + "Wire";
  }
}
