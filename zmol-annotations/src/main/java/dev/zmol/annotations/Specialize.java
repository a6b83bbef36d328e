package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a dual-stack class as the template of an IPv4-only and of an IPv6-only class.
 *
 * <p>The package of the class names the packages of its flavours with {@link Flavors}.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Specialize {}
