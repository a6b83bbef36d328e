package dev.zmol.processor.wire;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.tools.Diagnostic;
import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * The layout of a record on the wire.
 *
 * @param fields the components of the record, in wire order
 * @param bits the width of the whole header
 */
record WireLayout(List<Field> fields, int bits) {

  /**
   * A component of the record.
   *
   * @param name the name of the component
   * @param type the Java type of the component
   * @param offset the position of its first bit
   * @param bits its width
   * @param parts the fields of a component that is a wire format record itself, with the offsets of this layout; empty
   *     for a number
   */
  record Field(String name, TypeMirror type, int offset, int bits, List<Field> parts) {
    int firstByte() {
      return offset / 8;
    }

    int lastByte() {
      return (offset + bits - 1) / 8;
    }

    /** How many bits follow the field in its last byte. */
    int shift() {
      return (lastByte() + 1) * 8 - (offset + bits);
    }

    Field at(int delta) {
      return new Field(name, type, offset + delta, bits, parts.stream().map(p -> p.at(delta)).toList());
    }
  }

  int bytes() {
    return bits / 8;
  }

  /** Reads the layout of a record, and reports what is wrong with it at the component that is to blame. */
  static WireLayout of(TypeElement record, Messager messager) {
    var reader = new Reader(messager);
    WireLayout layout = reader.read(record, new LinkedHashSet<>());
    return reader.failed ? null : layout;
  }

  private static final class Reader {
    private final Messager messager;
    private boolean failed;

    Reader(Messager messager) {
      this.messager = messager;
    }

    WireLayout read(TypeElement record, Set<TypeElement> outer) {
      if (record.getKind() != ElementKind.RECORD) {
        return error(record, "@WireFormat goes on a record, and " + record.getSimpleName() + " is none");
      }
      if (!record.getTypeParameters().isEmpty()) {
        return error(record, "a @WireFormat record cannot be generic");
      }
      if (!outer.add(record)) {
        return error(record, "@WireFormat record " + record.getSimpleName() + " contains itself");
      }
      List<Field> fields = new ArrayList<>();
      int offset = 0;
      for (RecordComponentElement component : record.getRecordComponents()) {
        Field field = field(component, outer);
        if (field == null) {
          continue;
        }
        Field placed = field.at(offset);
        if (placed.parts().isEmpty() && placed.lastByte() - placed.firstByte() >= 8) {
          error(
              component,
              "component " + component.getSimpleName() + " straddles nine bytes, from bit " + offset + " to bit "
                  + (offset + field.bits() - 1) + "; split it");
        }
        fields.add(placed);
        offset += field.bits();
      }
      if (!failed && offset % 8 != 0) {
        error(
            record,
            "the components of @WireFormat record " + record.getSimpleName() + " add up to " + offset
                + " bits, which is no whole number of bytes: " + (8 - offset % 8) + " bits are missing");
      }
      if (!failed && offset == 0) {
        error(record, "@WireFormat record " + record.getSimpleName() + " has no components");
      }
      outer.remove(record);
      return new WireLayout(List.copyOf(fields), offset);
    }

    private Field field(RecordComponentElement component, Set<TypeElement> outer) {
      String name = component.getSimpleName().toString();
      TypeMirror type = component.asType();
      Bits bits = component.getAnnotation(Bits.class);
      if (type.getKind() == TypeKind.DECLARED) {
        var element = (TypeElement) ((DeclaredType) type).asElement();
        if (element.getAnnotation(WireFormat.class) == null) {
          return error(
              component,
              "component " + name + " is of type " + element.getSimpleName()
                  + ", which is neither a number nor a @WireFormat record");
        }
        if (bits != null) {
          return error(
              component, "component " + name + " has the width of " + element.getSimpleName() + "; remove @Bits");
        }
        WireLayout inner = read(element, outer);
        return inner == null ? null : new Field(name, type, 0, inner.bits(), inner.fields());
      }
      int capacity = capacity(type.getKind());
      if (capacity == 0) {
        return error(component, "component " + name + " is of type " + type + ", which has no wire format");
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
            "an unsigned value of " + width + " bits does not fit component " + name + " of type " + type
                + ", which holds " + capacity + "; use " + roomFor(width));
      }
      return new Field(name, type, 0, width, List.of());
    }

    /** The widest unsigned field that a Java type holds; for int and long the sign bit counts as a bit like any. */
    private static int capacity(TypeKind kind) {
      return switch (kind) {
        case BOOLEAN -> 1;
        case BYTE -> 7;
        case SHORT -> 15;
        case CHAR -> 16;
        case INT -> 32;
        case LONG -> 64;
        default -> 0;
      };
    }

    private static String roomFor(int width) {
      return width <= 32 ? "int" : "long";
    }

    private <T> T error(Element element, String message) {
      failed = true;
      messager.printMessage(Diagnostic.Kind.ERROR, message, element);
      return null;
    }
  }
}
