package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a package the flavour of a package of templates: the processor fills it with the specialised classes.
 *
 * <p>What the processor derived when the templates were compiled, the directory {@code zmol_flavors}, has to be on the
 * class path of the compilation. If the package stays empty and nothing is reported, the processor has not run: since
 * JDK 23 {@code javac} runs only the processors that it is told of.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PACKAGE)
public @interface Flavor {
  /** {@return the package of templates} */
  String of();

  /** {@return the family of this package: {@link Family#IPV4} or {@link Family#IPV6}} */
  Family family();
}
