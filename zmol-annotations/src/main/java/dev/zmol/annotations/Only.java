package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks what exists in one family only: it is part of the dual flavour and of that family's, and of no other. */
@Retention(RetentionPolicy.CLASS)
@Target({
  ElementType.TYPE,
  ElementType.METHOD,
  ElementType.CONSTRUCTOR,
  ElementType.FIELD,
  ElementType.LOCAL_VARIABLE
})
public @interface Only {
  /** The family: {@link Family#IPV4} or {@link Family#IPV6}. */
  Family value();
}
