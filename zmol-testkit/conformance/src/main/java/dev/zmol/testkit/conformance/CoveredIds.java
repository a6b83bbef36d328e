package dev.zmol.testkit.conformance;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What tests say that they cover. */
final class CoveredIds {
  private CoveredIds() {}

  /** The ids of a test: its own, and those of the classes around it. */
  static Set<String> of(Class<?> testClass, Method method) {
    Set<String> ids = new LinkedHashSet<>();
    add(ids, method.getAnnotation(Covers.class));
    for (Class<?> type = testClass; type != null; type = type.getEnclosingClass()) {
      add(ids, type.getAnnotation(Covers.class));
    }
    return ids;
  }

  /** The ids of all tests with a name; none if there is no such test any more, or what is left of it does not fit. */
  static Set<String> of(ClassLoader loader, String className, String methodName) {
    Set<String> ids = new LinkedHashSet<>();
    Class<?> testClass = findClass(loader, className).orElse(null);
    try {
      for (Class<?> type = testClass; type != null; type = type.getSuperclass()) {
        for (Method method : type.getDeclaredMethods()) {
          if (method.getName().equals(methodName)) {
            ids.addAll(of(testClass, method));
          }
        }
      }
    } catch (LinkageError _) {
      ids.clear();
    }
    return ids;
  }

  /** The test class of a name, unless it was deleted. */
  static Optional<Class<?>> findClass(ClassLoader loader, String className) {
    try {
      return Optional.of(Class.forName(className, false, loader));
    } catch (ClassNotFoundException | LinkageError _) {
      return Optional.empty();
    }
  }

  private static void add(Set<String> ids, Covers covers) {
    if (covers != null) {
      for (String id : List.of(covers.value())) {
        ids.add(id.replaceAll("\\s+", " ").strip());
      }
    }
  }
}
