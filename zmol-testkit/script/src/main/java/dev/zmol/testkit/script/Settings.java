package dev.zmol.testkit.script;

import dev.zmol.socket.tcp.TcpConfiguration;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the {@code config} lines of a script say: how TCP behaves, by the names of the methods of {@link
 * TcpConfiguration.Builder}, and what the script itself assumes.
 */
final class Settings {
  private final TcpConfiguration.Builder configuration = TcpConfiguration.builder();

  /** How far from its time a segment may be sent. */
  long toleranceNanos = 2_000_000;

  /** The most TCP payload of a segment without options that the device takes. */
  int segmentSize = 1460;

  /** The longest super-segment that the device takes, as an IP packet; 0 for none. */
  int superSegment;

  /** The peer's initial sequence number. */
  int remoteSequence = 0x7fff_fc00;

  /** Takes a line: a name, and values with blanks between them. */
  void set(String name, String values) {
    switch (name) {
      case "tolerance" -> toleranceNanos = Values.number(values);
      case "segmentSize" -> segmentSize = (int) Values.number(values);
      case "superSegment" -> superSegment = (int) Values.number(values);
      case "remoteSequence" -> remoteSequence = (int) Values.number(values);
      default -> configure(name, List.of(values.split("\\s+", -1)));
    }
  }

  private void configure(String name, List<String> values) {
    for (Method method : TcpConfiguration.Builder.class.getMethods()) {
      boolean isNamed = method.getName().equals(name) || method.getName().equals(name + "Nanos");
      if (isNamed && isSetter(method) && method.getParameterCount() == values.size()) {
        call(method, values);
        return;
      }
    }
    throw new IllegalArgumentException(
        name + " is no setting of " + values.size() + " values; there are tolerance, segmentSize, superSegment,"
            + " remoteSequence, " + names());
  }

  private static boolean isSetter(Method method) {
    return method.getParameterCount() > 0 && method.getReturnType() == TcpConfiguration.Builder.class;
  }

  private static String names() {
    return Arrays.stream(TcpConfiguration.Builder.class.getMethods())
        .filter(Settings::isSetter)
        .map(Method::getName)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private void call(Method setter, List<String> values) {
    Object[] arguments = new Object[values.size()];
    for (int k = 0; k < arguments.length; k++) {
      arguments[k] = Values.of(setter.getParameterTypes()[k], values.get(k));
    }
    try {
      setter.invoke(configuration, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(setter.getName() + " cannot be called", e);
    }
  }

  TcpConfiguration configuration() {
    return configuration.build();
  }
}
