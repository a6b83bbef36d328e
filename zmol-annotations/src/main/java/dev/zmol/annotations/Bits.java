package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The width of a field of a {@link WireFormat} record.
 *
 * <p>Fields are unsigned. A component must be of a type that holds every value: {@code boolean} for one bit, {@code
 * int} for up to 32, {@code long} for up to 64. With all 32 bits of an {@code int} or all 64 of a {@code long} the
 * sign bit is the first bit on the wire.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.RECORD_COMPONENT)
public @interface Bits {
  /** {@return the number of bits, from 1 to 64} */
  int value();

  /** {@return whether people read the number in hexadecimal, as they do a checksum} */
  boolean hex() default false;
}
