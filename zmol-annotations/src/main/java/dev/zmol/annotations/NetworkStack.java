package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for a network stack composed of the named parts and of nothing else.
 *
 * <p>It goes on a top-level interface that extends {@code dev.zmol.iface.Stack}:
 *
 * <pre>{@code
 * @NetworkStack(family = Family.IPV4, medium = Medium.ETHERNET, protocols = {Icmp.class, Tcp.class})
 * public interface EchoStack extends Stack {
 *   Tcp tcp();
 * }
 * }</pre>
 *
 * <p>For it the processor generates a final class {@code ComposedEchoStack} in the same package, with one field for each
 * part and one constructor that takes the device and the {@code InterfaceConfiguration} of the family. The class
 * implements each abstract method without parameters whose return type is one of the chosen protocols, the device, the
 * link, or the {@code IpLayer} as the accessor of that part; methods with a body stay as they are.
 *
 * <p>In a package of templates the interface is marked {@link Specialize} as well: each flavour gets its own interface,
 * and generates its own stack for it.
 *
 * <p>If {@code javac} says that it cannot find the symbol {@code ComposedEchoStack}, and reports no error for the
 * interface itself, the processor has not run: since JDK 23 {@code javac} runs only processors that it is told of. Name
 * {@code zmol-processor} in the {@code annotationProcessorPaths} of the Maven compiler plugin, in the {@code
 * annotationProcessor} configuration of Gradle, or after {@code --processor-path} of {@code javac}.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface NetworkStack {
  /**
   * The IP families; by default those of the flavour that the package of the interface is.
   *
   * <p>So an interface in a package of templates says nothing and is a template itself.
   *
   * @return the families
   */
  Family family() default Family.DUAL;

  /** {@return the medium of the device} */
  Medium medium();

  /**
   * The type of the device; naming a final class rather than an interface spares the calls of it their dispatch.
   *
   * <p>By default any {@code dev.zmol.iface.Device}.
   *
   * @return the type of the device
   */
  Class<?> device() default Object.class;

  /** {@return the protocols, each a class annotated {@link Protocol} of the flavour that {@link #family} names} */
  Class<?>[] protocols();
}
