package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a fixed header: the components of the record are its fields, in wire order, most significant bit first.
 *
 * <p>Every component either carries {@link Bits} or is itself of a {@code @WireFormat} record type, whose fields become
 * parts of this header. All together make a whole number of bytes. For a record {@code UdpHeader} the processor
 * generates a class {@code UdpWire} in the same package:
 *
 * <ul>
 *   <li>{@code LENGTH} and the offset of every component in bytes, such as {@code SOURCE_PORT_OFFSET};
 *   <li>for every component a getter {@code sourcePort(buf, offset)} and a setter {@code sourcePort(buf, offset,
 *       value)} that work on a {@code byte[]} without allocating, and for the parts of a nested record likewise, named
 *       {@code sourceBits} for the part {@code bits} of {@code source}. Setters write the lower bits of the value and
 *       leave the neighbouring fields alone;
 *   <li>{@code fits(buf, offset, end)}, whether the header lies within the bytes: check it before all others;
 *   <li>{@code parse(buf, offset)} and {@code emit(header, buf, offset)} between bytes and record. A component that is
 *       wider than its field is an {@link IllegalArgumentException};
 *   <li>where {@code dev.zmol.wire.Dissection} is visible: {@code describe(dissection, buf, offset)} and {@code
 *       format(buf, offset)} for people.
 * </ul>
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface WireFormat {
  /** {@return the simple name of the generated class; by default the record's, with {@code Wire} for {@code Header}} */
  String name() default "";

  /**
   * Whether {@code toString()} of the record is the notation that people use, as it is for addresses. Pretty printing
   * then shows it in place of the single fields.
   *
   * @return whether it is
   */
  boolean text() default false;
}
