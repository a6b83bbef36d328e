package dev.zmol.processor.wire;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.zmol.processor.wire.View.Place;
import dev.zmol.processor.wire.WireLayout.Field;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.lang.model.type.TypeKind;

/**
 * Writes the code that reads and writes one number.
 *
 * <p>Only bytes that the field has a part in are touched. They are covered by as few views as possible; the number is
 * put together from what each view gives.
 */
final class NumberAccess {
  private final Field field;
  private final List<Place> places;

  /** Whether the number has to be computed as a {@code long}. */
  private final boolean wide;

  NumberAccess(Field field) {
    this.field = field;
    this.places = View.cover(field);
    this.wide = field.bytes() > 4 || (field.kind() == TypeKind.LONG && field.bytes() == 4);
  }

  /** Whether a field is tested and set in place. */
  static boolean isFlag(Field field) {
    return field.kind() == TypeKind.BOOLEAN;
  }

  MethodSpec.Builder getter(MethodSpec.Builder getter) {
    if (isFlag(field)) {
      return getter.addStatement("return (buf[$L] & $L) != 0", at(field.firstByte()), hex(flagBit(), View.BYTE));
    }
    CodeBlock number = places.size() == 1 ? term(places.getFirst(), false) : CodeBlock.join(terms(), " | ");
    return getter.addStatement("return $L", converted(number));
  }

  private List<CodeBlock> terms() {
    return places.stream().map(place -> term(place, true)).toList();
  }

  /** What one view contributes to the number, already in position. */
  private CodeBlock term(Place place, boolean parenthesized) {
    int up = up(place);
    CodeBlock term = unsigned(place);
    if (up != 0) {
      // A cast binds tighter than a shift, a mask does not.
      CodeBlock operand = CodeBlock.of(needsMask(place) ? "($L)" : "$L", term);
      term = CodeBlock.of("$L $L $L", operand, up > 0 ? "<<" : ">>>", Math.abs(up));
    }
    return CodeBlock.of(parenthesized ? "($L)" : "$L", term);
  }

  /** Reads a view without sign and without the bits of the fields before. */
  private CodeBlock unsigned(Place place) {
    long mask = -1L >>> (64 - place.view().bits() + leadingBits(place));
    return needsMask(place) ? CodeBlock.of("$L & $L", read(place), hex(mask, place.view())) : read(place);
  }

  private boolean needsMask(Place place) {
    View view = place.view();
    return leadingBits(place) > 0 || view.bits() < 32 || (view == View.INT && wide);
  }

  private int leadingBits(Place place) {
    return place.at() == field.firstByte() ? field.leadingBits() : 0;
  }

  private static CodeBlock read(Place place) {
    return place.view() == View.BYTE
        ? CodeBlock.of("buf[$L]", at(place.at()))
        : CodeBlock.of("($L) $L.get(buf, $L)", place.view().type(), place.view(), at(place.at()));
  }

  private CodeBlock converted(CodeBlock number) {
    return switch (field.kind()) {
      case BYTE, SHORT, CHAR ->
          CodeBlock.of("($L) ($L)", field.kind().name().toLowerCase(Locale.ROOT), number);
      case INT -> wide ? CodeBlock.of("(int) ($L)", number) : number;
      default -> number;
    };
  }

  MethodSpec.Builder setter(MethodSpec.Builder setter) {
    if (isFlag(field)) {
      String at = at(field.firstByte());
      return setter.addStatement(
          "buf[$L] = (byte) (value ? buf[$L] | $L : buf[$L] & $L)",
          at,
          at,
          hex(flagBit(), View.BYTE),
          at,
          hex(~flagBit() & 0xff, View.BYTE));
    }
    places.forEach(place -> addWrite(setter, place));
    return setter;
  }

  private void addWrite(MethodSpec.Builder setter, Place place) {
    View view = place.view();
    long all = -1L >>> (64 - view.bits());
    long mask = mask(place);
    int down = up(place);
    CodeBlock value =
        down == 0
            ? CodeBlock.of("value")
            : CodeBlock.of("value $L $L", down > 0 ? ">>>" : "<<", Math.abs(down));
    boolean compound = down != 0 || mask != all;
    if (mask != all) {
      CodeBlock others = CodeBlock.of("$L & $L", read(place), hex(~mask & all, view));
      CodeBlock ours = CodeBlock.of(down == 0 ? "$L & $L" : "($L) & $L", value, hex(mask, view));
      value = CodeBlock.of("($L) | ($L)", others, ours);
    }
    if (needsCast(view, mask != all)) {
      value = CodeBlock.of(compound ? "($L) ($L)" : "($L) $L", view.type(), value);
    }
    if (view == View.BYTE) {
      setter.addStatement("buf[$L] = $L", at(place.at()), value);
    } else {
      setter.addStatement("$L.set(buf, $L, $L)", view, at(place.at()), value);
    }
  }

  /** The bits of a view that belong to the field. */
  private long mask(Place place) {
    int width = place.view().bits();
    int first = Math.max(field.offset() - place.at() * 8, 0);
    int end = Math.min(field.offset() + field.bits() - place.at() * 8, width);
    return (-1L >>> (64 - (end - first))) << (width - end);
  }

  private boolean needsCast(View view, boolean masked) {
    return switch (view) {
      case BYTE, SHORT -> true;
      case INT -> field.kind() == TypeKind.LONG || (masked && wide);
      case LONG -> false;
    };
  }

  /** How far the bits of a view lie above the lower end of the number; negative if below it are bits of others. */
  private int up(Place place) {
    return (field.lastByte() + 1 - place.end()) * 8 - field.trailingBits();
  }

  private int flagBit() {
    return 1 << field.trailingBits();
  }

  private String hex(long mask, View view) {
    boolean asLong = view == View.LONG || (view == View.INT && wide);
    return HexFormat.of().toHexDigits(mask, view.bits() / 4).transform(digits -> "0x" + digits + (asLong ? "L" : ""));
  }

  static String at(int octet) {
    return octet == 0 ? "offset" : "offset + " + octet;
  }
}
