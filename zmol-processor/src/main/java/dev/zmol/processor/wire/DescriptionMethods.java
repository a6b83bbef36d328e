package dev.zmol.processor.wire;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.zmol.processor.wire.WireLayout.Field;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;

/** Writes the methods that show a header to people. */
final class DescriptionMethods {
  private final WireLayout layout;
  private final ClassName dissection;

  DescriptionMethods(WireLayout layout, ClassName dissection) {
    this.layout = layout;
    this.dissection = dissection;
  }

  void addTo(TypeSpec.Builder type) {
    type.addMethod(describe());
    type.addMethod(describeFields());
    type.addMethod(format());
  }

  private MethodSpec describe() {
    String title = NameChecks.title(layout.record());
    return method(NameChecks.DESCRIBE, "Adds the header to a dissection as a part {@code " + title + "}.")
        .addStatement("out.begin($S)", title)
        .addStatement("$L(out, buf, offset)", NameChecks.DESCRIBE_FIELDS)
        .addStatement("out.end()")
        .build();
  }

  private MethodSpec describeFields() {
    MethodSpec.Builder method =
        method(NameChecks.DESCRIBE_FIELDS, "Adds the fields of the header to the open part of a dissection.");
    layout.fields().forEach(field -> describe(method, field));
    return method.build();
  }

  private MethodSpec.Builder method(String name, String summary) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc("$L\n\n@param out the dissection\n", summary)
        .addJavadoc("@param buf the bytes\n@param offset where the header begins\n")
        .addParameter(dissection, "out")
        .addParameter(WireGenerator.BYTES, "buf")
        .addParameter(int.class, "offset");
  }

  private static void describe(MethodSpec.Builder method, Field field) {
    String name = field.name();
    switch (field.notation()) {
      case DECIMAL -> method.addStatement("out.decimal($S, $L)", name, unsigned(field));
      case HEXADECIMAL -> method.addStatement("out.hex($S, $L, $L)", name, unsigned(field), field.bits());
      case FLAG -> method.addStatement("out.flag($S, $L)", name, read(field));
      case TEXT -> method.addStatement("out.text($S, $L)", name, read(field));
      case PARTS -> {
        method.addStatement("out.begin($S)", name);
        field.parts().forEach(part -> describe(method, part));
        method.addStatement("out.end()");
      }
    }
  }

  private static CodeBlock read(Field field) {
    return CodeBlock.of("$L(buf, offset)", field.accessor());
  }

  private static CodeBlock unsigned(Field field) {
    return field.kind() == TypeKind.INT && field.bits() == 32
        ? CodeBlock.of("$T.toUnsignedLong($L)", Integer.class, read(field))
        : read(field);
  }

  private MethodSpec format() {
    return MethodSpec.methodBuilder(NameChecks.FORMAT)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc("Shows the header in one line.\n\n@param buf the bytes\n@param offset where the header begins\n")
        .addJavadoc("@return the line, without an end of line\n")
        .returns(String.class)
        .addParameter(WireGenerator.BYTES, "buf")
        .addParameter(int.class, "offset")
        .addStatement("$T out = new $T()", dissection, dissection)
        .addStatement("$L(out, buf, offset)", NameChecks.DESCRIBE)
        .addStatement("return out.line()")
        .build();
  }
}
