package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the packages that hold the single-family flavours of the {@link Specialize} classes of this package.
 *
 * <p>It has {@code CLASS} retention: templates in other modules find through it what to import in their own flavours.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PACKAGE)
public @interface Flavors {
  /** {@return the package of the IPv4-only flavours} */
  String ipv4() default "";

  /** {@return the package of the IPv6-only flavours} */
  String ipv6() default "";
}
