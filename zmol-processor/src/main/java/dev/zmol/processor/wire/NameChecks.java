package dev.zmol.processor.wire;

import dev.zmol.annotations.WireFormat;
import dev.zmol.processor.wire.WireLayout.Field;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** The names in a generated class, and what keeps them apart. */
final class NameChecks {
  static final String PARSE = "parse";
  static final String EMIT = "emit";
  static final String FITS = "fits";
  static final String DESCRIBE = "describe";
  static final String DESCRIBE_FIELDS = "describeFields";
  static final String FORMAT = "format";

  private static final Set<String> METHODS = Set.of(PARSE, EMIT, FITS, DESCRIBE, DESCRIBE_FIELDS, FORMAT);

  private final BiConsumer<Element, String> error;

  NameChecks(BiConsumer<Element, String> error) {
    this.error = error;
  }

  /** The simple name of the class generated for a record. */
  static String className(TypeElement record) {
    String given = record.getAnnotation(WireFormat.class).name();
    return given.isEmpty() ? title(record) + "Wire" : given;
  }

  /** What people call the format: the name of the record without {@code Header}. */
  static String title(TypeElement record) {
    String name = record.getSimpleName().toString();
    return name.endsWith("Header") && name.length() > "Header".length()
        ? name.substring(0, name.length() - "Header".length())
        : name;
  }

  /** Turns {@code sourcePort} into {@code SOURCE_PORT_OFFSET}. */
  static String offsetConstant(Field field) {
    return field.name().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT) + "_OFFSET";
  }

  /** Reports names that the generated class cannot have, or cannot have twice. */
  void check(WireLayout layout) {
    TypeElement record = layout.record();
    String className = className(record);
    if (!SourceVersion.isName(className) || className.contains(".")) {
      error.accept(record, "@WireFormat(name = \"" + className + "\") is no simple name of a class");
    }
    var accessors = new HashMap<String, String>();
    var constants = new HashMap<String, String>();
    for (int i = 0; i < layout.fields().size(); i++) {
      Element component = record.getRecordComponents().get(i);
      Field field = layout.fields().get(i);
      checkAccessors(component, field, field.name(), accessors);
      String other = constants.putIfAbsent(offsetConstant(field), field.name());
      if (other != null) {
        error.accept(component, clash(field.name(), other, "constant " + offsetConstant(field)));
      }
    }
  }

  private void checkAccessors(Element component, Field field, String path, Map<String, String> accessors) {
    String accessor = field.accessor();
    if (METHODS.contains(accessor)) {
      error.accept(component, "component " + path + " clashes with the generated method " + accessor + "; rename it");
    }
    String other = accessors.putIfAbsent(accessor, path);
    if (other != null) {
      error.accept(component, clash(path, other, "accessor " + accessor));
    }
    for (Field part : field.parts()) {
      checkAccessors(component, part, path + "." + part.name(), accessors);
    }
  }

  private static String clash(String one, String other, String what) {
    return "components " + other + " and " + one + " both have the generated " + what + "; rename one";
  }
}
