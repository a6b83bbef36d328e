package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a dual-stack class as the template of an IPv4-only and of an IPv6-only class.
 *
 * <p>It goes on top-level classes. The package names the packages of the flavours with {@link Flavors}. In a flavour
 * what is {@link Only} of the other family is left out, sealed interfaces of which one subtype is left give way to it,
 * and tests of the family are decided: {@code instanceof} and pattern switches, {@link Comptime} constants, {@link
 * FamilyTest} methods. What cannot be specialised is a compile error in the template.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Specialize {}
