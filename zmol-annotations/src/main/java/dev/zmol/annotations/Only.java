package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what exists in one family only: it is part of the dual flavour and of that family's, and of no other.
 *
 * <p>It goes on classes, members, constants of enums, and on local variables and classes that are statements of their
 * own. On a top-level class of a package with {@link Flavors} it also says what {@link Specialize} says.
 */
@Retention(RetentionPolicy.CLASS)
@Target({
  ElementType.TYPE,
  ElementType.METHOD,
  ElementType.CONSTRUCTOR,
  ElementType.FIELD,
  ElementType.LOCAL_VARIABLE
})
public @interface Only {
  /** {@return the family; {@link Family#DUAL} for what only the dual flavour has} */
  Family value();
}
