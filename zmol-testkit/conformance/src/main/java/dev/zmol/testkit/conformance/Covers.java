package dev.zmol.testkit.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which requirements or features a test shows to be met.
 *
 * <p>On a class it holds for each of its tests. With this module among the dependencies of the tests, {@link
 * ConformanceListener} writes what has run to {@code target/conformance}, and the conformance table is made from that.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Covers {
  /**
   * Returns what is covered.
   *
   * @return ids: of a feature, such as {@code S1}; of a requirement of RFC 9293, such as {@code MUST-13}, or of another
   *     RFC, such as {@code RFC 5961 §3.2: exact}; the text of a behaviour
   */
  String[] value();
}
