package dev.zmol.processor.wire;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;
import dev.zmol.processor.wire.WireLayout.Capacity;
import dev.zmol.processor.wire.WireLayout.Field;
import dev.zmol.processor.wire.WireLayout.Notation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.tools.Diagnostic;

/**
 * Reads the layout of a record, and reports whatever is wrong with it at the element that is to blame.
 *
 * <p>All errors of a record are reported in one go. What is wrong inside a nested record is reported when that record
 * itself is read, not here.
 */
final class LayoutReader {
  private final Messager messager;
  private final Deque<TypeElement> nesting = new ArrayDeque<>();
  private RecordComponentElement outermost;
  private boolean failed;

  LayoutReader(Messager messager) {
    this.messager = messager;
  }

  /** Reads a layout; empty if an error has been reported. */
  Optional<WireLayout> read(TypeElement record) {
    if (record.getKind() != ElementKind.RECORD) {
      error(record, "@WireFormat goes on a record, and " + record.getSimpleName() + " is none");
      return Optional.empty();
    }
    checkDeclaration(record);
    var layout = new WireLayout(record, fields(record, "", 0));
    if (!failed) {
      checkWidth(layout);
      new NameChecks(this::error).check(layout);
    }
    return failed ? Optional.empty() : Optional.of(layout);
  }

  private void checkDeclaration(TypeElement record) {
    if (!record.getTypeParameters().isEmpty()) {
      error(record, "@WireFormat record " + record.getSimpleName() + " is generic; a header has one layout");
    }
    for (Element at = record; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (at.getModifiers().contains(Modifier.PRIVATE)) {
        error(
            record,
            "@WireFormat record " + record.getSimpleName() + (at.equals(record) ? " is" : " is in a class that is")
                + " private: the generated class cannot see it");
      }
    }
  }

  private void checkWidth(WireLayout layout) {
    String name = layout.record().getSimpleName().toString();
    if (layout.fields().isEmpty()) {
      error(layout.record(), "@WireFormat record " + name + " has no components");
    }
    int excess = layout.bits() % 8;
    if (excess != 0) {
      error(
          layout.record(),
          "the components of @WireFormat record " + name + " add up to " + layout.bits()
              + " bits, which is no whole number of bytes: " + (8 - excess) + " bits are missing");
    }
  }

  private List<Field> fields(TypeElement record, String outer, int start) {
    nesting.push(record);
    var fields = new ArrayList<Field>();
    int offset = start;
    for (RecordComponentElement component : record.getRecordComponents()) {
      outermost = nesting.size() == 1 ? component : outermost;
      Field field = field(component, outer, offset);
      if (field != null) {
        fields.add(field);
        offset += field.bits();
      }
    }
    nesting.pop();
    return List.copyOf(fields);
  }

  private Field field(RecordComponentElement component, String outer, int offset) {
    String name = component.getSimpleName().toString();
    String accessor = outer.isEmpty() ? name : outer + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return component.asType() instanceof DeclaredType type
        ? nested(component, type, accessor, offset)
        : number(component, accessor, offset);
  }

  private Field nested(RecordComponentElement component, DeclaredType type, String accessor, int offset) {
    var element = (TypeElement) type.asElement();
    WireFormat format = element.getAnnotation(WireFormat.class);
    String problem = null;
    if (format == null) {
      problem = "is of type " + element.getSimpleName() + ", which is neither a number nor a @WireFormat record";
    } else if (component.getAnnotation(Bits.class) != null) {
      problem = "has the width of " + element.getSimpleName() + "; remove @Bits";
    } else if (element.getModifiers().contains(Modifier.PRIVATE)) {
      problem = "is of type " + element.getSimpleName() + ", which is private: the generated class cannot see it";
    }
    if (problem != null) {
      return error(component, "component " + component.getSimpleName() + " " + problem);
    }
    if (nesting.contains(element)) {
      return containsItself(element);
    }
    List<Field> parts = fields(element, accessor, offset);
    if (parts.isEmpty()) {
      failed = true;
      return null;
    }
    int bits = parts.stream().mapToInt(Field::bits).sum();
    Notation notation = format.text() ? Notation.TEXT : Notation.PARTS;
    return new Field(component.getSimpleName().toString(), accessor, type, offset, bits, notation, parts);
  }

  private Field containsItself(TypeElement element) {
    failed = true;
    if (element.equals(nesting.getLast())) {
      report(
          outermost,
          "component " + outermost.getSimpleName() + " makes @WireFormat record " + element.getSimpleName()
              + " contain itself");
    }
    return null;
  }

  private Field number(RecordComponentElement component, String accessor, int offset) {
    String name = component.getSimpleName().toString();
    TypeKind kind = component.asType().getKind();
    Bits bits = component.getAnnotation(Bits.class);
    int capacity = Capacity.unsignedBits(kind);
    if (capacity == 0) {
      return error(component, "component " + name + " is of type " + component.asType() + ", which has no wire format");
    }
    if (bits == null) {
      return error(component, "component " + name + " needs @Bits");
    }
    int width = bits.value();
    if (width < 1 || width > 64) {
      return error(component, "@Bits(" + width + ") is not between 1 and 64");
    }
    if (width > capacity) {
      return error(
          component,
          "an unsigned value of " + width + " bits does not fit component " + name + " of type " + component.asType()
              + ", which holds " + capacity + "; use " + (width <= 32 ? "int" : "long"));
    }
    var field = new Field(name, accessor, component.asType(), offset, width, notation(kind, bits), List.of());
    if (field.bytes() > 8) {
      int last = offset + width - 1;
      report(
          outermost,
          "component " + accessor + " straddles nine bytes, from bit " + offset + " to bit " + last + "; split it");
    }
    return field;
  }

  private static Notation notation(TypeKind kind, Bits bits) {
    if (kind == TypeKind.BOOLEAN) {
      return Notation.FLAG;
    }
    return bits.hex() ? Notation.HEXADECIMAL : Notation.DECIMAL;
  }

  /** Notes what is wrong with a record by itself; what is wrong with a nested one is reported when its turn comes. */
  private Field error(Element element, String message) {
    failed = true;
    if (nesting.size() <= 1) {
      report(element, message);
    }
    return null;
  }

  private void report(Element element, String message) {
    failed = true;
    messager.printMessage(Diagnostic.Kind.ERROR, message, element);
  }
}
