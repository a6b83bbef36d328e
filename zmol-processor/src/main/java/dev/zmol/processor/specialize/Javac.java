package dev.zmol.processor.specialize;

import java.lang.reflect.Method;
import javax.annotation.processing.ProcessingEnvironment;

/** Access to javac from within IDEs. */
final class Javac {
  private Javac() {}

  /** IntelliJ IDEA hands processors a proxy of javac's environment, and documents this way to get at the original. */
  static ProcessingEnvironment unwrap(ProcessingEnvironment env) {
    try {
      Class<?> wrappers = env.getClass().getClassLoader().loadClass("org.jetbrains.jps.javac.APIWrappers");
      Method unwrap = wrappers.getDeclaredMethod("unwrap", Class.class, Object.class);
      return (ProcessingEnvironment) unwrap.invoke(null, ProcessingEnvironment.class, env);
    } catch (ReflectiveOperationException | NullPointerException | ClassCastException e) {
      return env;
    }
  }
}
