package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a {@code boolean} method that answers whether what it is asked about is of one family.
 *
 * <p>A single-family flavour drops the method and folds every call of it to {@code true} or {@code false}. So neither
 * the method nor the operands of a call may have an effect.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface FamilyTest {
  /** {@return the family for which the method returns {@code true}} */
  Family value();
}
