package dev.zmol.processor.wire;

import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Where the components of a record lie on the wire.
 *
 * @param record the record
 * @param fields its components, in wire order
 */
record WireLayout(TypeElement record, List<Field> fields) {

  /** The width of the whole header. */
  int bits() {
    return fields.stream().mapToInt(Field::bits).sum();
  }

  /** The length of the whole header. */
  int bytes() {
    return bits() / 8;
  }

  /**
   * A component of the record, or of a record in it.
   *
   * @param name the name of the component
   * @param accessor the name of the generated accessors: the names of all components on the way here, in camel case
   * @param type the Java type of the component
   * @param offset the position of its first bit in the whole header
   * @param bits its width
   * @param notation how people read it
   * @param parts the fields of a component that is a wire format record itself; empty for a number
   */
  record Field(
      String name, String accessor, TypeMirror type, int offset, int bits, Notation notation, List<Field> parts) {

    int firstByte() {
      return offset / 8;
    }

    int lastByte() {
      return (offset + bits - 1) / 8;
    }

    int bytes() {
      return lastByte() - firstByte() + 1;
    }

    /** How many bits of the first byte belong to the fields before. */
    int leadingBits() {
      return offset % 8;
    }

    /** How many bits of the last byte belong to the fields after. */
    int trailingBits() {
      return (lastByte() + 1) * 8 - (offset + bits);
    }

    TypeKind kind() {
      return type.getKind();
    }

    boolean isNumber() {
      return parts.isEmpty();
    }

    /** Whether the Java type holds values that the field does not. */
    boolean isNarrowerThanType() {
      return isNumber() && kind() != TypeKind.BOOLEAN && bits < Capacity.bits(kind());
    }
  }

  /** How people read a field. */
  enum Notation {
    /** A number in decimal. */
    DECIMAL,
    /** A number in hexadecimal. */
    HEXADECIMAL,
    /** A flag. */
    FLAG,
    /** A record in the notation of its {@code toString()}. */
    TEXT,
    /** A record as its parts. */
    PARTS
  }

  /** How many bits Java types hold. */
  static final class Capacity {
    private Capacity() {}

    /** The size of a type in memory, or zero if it is no number. */
    static int bits(TypeKind kind) {
      return switch (kind) {
        case BOOLEAN -> 1;
        case BYTE -> 8;
        case SHORT, CHAR -> 16;
        case INT -> 32;
        case LONG -> 64;
        default -> 0;
      };
    }

    /** The widest unsigned field that a type holds; for int and long the sign bit counts as a bit like any. */
    static int unsignedBits(TypeKind kind) {
      return kind == TypeKind.BYTE || kind == TypeKind.SHORT ? bits(kind) - 1 : bits(kind);
    }
  }
}
