package dev.zmol.processor.wire;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.zmol.processor.wire.WireLayout.Field;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the methods that deal with the whole header: whether it is there, from bytes to record and back. */
final class RecordMethods {
  private static final String REQUIRE_FIT = "requireFit";

  private final WireLayout layout;
  private final TypeName recordName;

  RecordMethods(WireLayout layout) {
    this.layout = layout;
    this.recordName = TypeName.get(layout.record().asType());
  }

  void addTo(TypeSpec.Builder type) {
    type.addMethod(fits());
    type.addMethod(parse());
    type.addMethod(emit());
    if (layout.fields().stream().anyMatch(RecordMethods::isChecked)) {
      type.addMethod(requireFit());
    }
  }

  private static MethodSpec fits() {
    return MethodSpec.methodBuilder(NameChecks.FITS)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc("Whether the whole header lies within bytes; check this before anything else.\n\n")
        .addJavadoc("@param buf the bytes\n@param offset where the header begins\n@param end where the bytes end\n")
        .addJavadoc("@return whether it does\n")
        .returns(boolean.class)
        .addParameter(WireGenerator.BYTES, "buf")
        .addParameter(int.class, "offset")
        .addParameter(int.class, "end")
        .addStatement("return offset >= 0 && offset <= end && end <= buf.length && end - offset >= LENGTH")
        .build();
  }

  private MethodSpec parse() {
    return MethodSpec.methodBuilder(NameChecks.PARSE)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc("Reads the whole header.\n\n@param buf the bytes\n@param offset where the header begins\n")
        .addJavadoc("@return the header\n")
        .returns(recordName)
        .addParameter(WireGenerator.BYTES, "buf")
        .addParameter(int.class, "offset")
        .addStatement("return $L", construction(recordName, layout.fields()))
        .build();
  }

  private MethodSpec emit() {
    MethodSpec.Builder emit =
        MethodSpec.methodBuilder(NameChecks.EMIT)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addJavadoc("Writes the whole header.\n\n@param header the header\n@param buf the bytes\n")
            .addJavadoc("@param offset where the header begins\n")
            .addParameter(recordName, "header")
            .addParameter(WireGenerator.BYTES, "buf")
            .addParameter(int.class, "offset");
    if (layout.fields().stream().anyMatch(RecordMethods::isChecked)) {
      emit.addJavadoc("@throws IllegalArgumentException if a component is wider than its field; ");
      emit.addJavadoc("nothing is written then\n");
    }
    layout.fields().forEach(field -> addChecks(emit, field, field.name(), "header." + field.name() + "()"));
    for (Field field : layout.fields()) {
      emit.addStatement("$L(buf, offset, header.$L())", field.accessor(), field.name());
    }
    return emit.build();
  }

  private static void addChecks(MethodSpec.Builder emit, Field field, String path, String expression) {
    if (field.isNarrowerThanType()) {
      emit.addStatement("$L($S, $L, $L)", REQUIRE_FIT, path, expression, field.bits());
    }
    for (Field part : field.parts()) {
      addChecks(emit, part, path + "." + part.name(), expression + "." + part.name() + "()");
    }
  }

  private static boolean isChecked(Field field) {
    return field.isNarrowerThanType() || field.parts().stream().anyMatch(RecordMethods::isChecked);
  }

  private static MethodSpec requireFit() {
    return MethodSpec.methodBuilder(REQUIRE_FIT)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addParameter(String.class, "component")
        .addParameter(long.class, "value")
        .addParameter(int.class, "bits")
        .beginControlFlow("if (value >>> bits != 0)")
        .addStatement("long max = (1L << bits) - 1")
        .addStatement(
            "throw new $T(component + $S + value + $S + max)",
            IllegalArgumentException.class,
            " is ",
            ", which is not between 0 and ")
        .endControlFlow()
        .build();
  }

  /** The creation of the record of a field from the accessors of its parts. */
  static CodeBlock construction(Field field) {
    return construction(TypeName.get(field.type()), field.parts());
  }

  private static CodeBlock construction(TypeName type, List<Field> fields) {
    String arguments = fields.stream().map(f -> f.accessor() + "(buf, offset)").collect(Collectors.joining(",$W"));
    return CodeBlock.of("new $T(" + arguments + ")", type);
  }
}
