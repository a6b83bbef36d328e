package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a generated class that every flavour generates for itself, so that templates may refer to it.
 *
 * <p>Code generators put it on what they generate from a {@link Specialize} or {@link Only} class.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PerFlavor {}
