package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a fixed header: the components of the record are its fields, in wire order, most significant bit first.
 *
 * <p>Every component either carries {@link Bits} or is itself of a {@code @WireFormat} record type. For a record {@code
 * UdpHeader} the processor generates a class {@code UdpWire} with static accessors that read and write the fields in a
 * {@code byte[]} without allocating.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface WireFormat {
  /** The simple name of the generated class; by default the record's, with {@code Header} replaced by {@code Wire}. */
  String name() default "";
}
