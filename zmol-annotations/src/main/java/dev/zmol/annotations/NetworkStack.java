package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for a network stack composed of the named parts and of nothing else.
 *
 * <p>It goes on an interface that extends {@code dev.zmol.iface.Stack}. For an interface {@code EchoStack} the processor
 * generates a final class {@code ComposedEchoStack}, which implements each abstract method without parameters whose
 * return type is one of the chosen protocols, the device, or the flavour's {@code IpLayer} as the accessor of that part.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface NetworkStack {
  /** The IP families. */
  Family family();

  /** The medium of the device. */
  Medium medium();

  /**
   * The type of the device; naming a final class rather than an interface spares the calls of it their dispatch.
   *
   * <p>By default any {@code dev.zmol.iface.Device}.
   */
  Class<?> device() default Object.class;

  /** The protocols, each a class annotated {@link Protocol} of the flavour that {@link #family} names. */
  Class<?>[] protocols();
}
