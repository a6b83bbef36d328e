package dev.zmol.processor.stack;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Gives each part of a stack a field of its own, named after its class. */
final class FieldNames {
  static final String DEVICE = "device";
  static final String DROPS = "drops";
  static final String LINK = "link";
  static final String IP = "ip";
  static final String FRAME = "frame";
  static final String PACKET = "packet";
  static final String BURST_EXHAUSTED = "burstExhausted";
  static final String POLLED_AT = "polledAt";

  /** The names of fields, and of the parameters and variables that would hide a field. */
  private final Set<String> taken =
      new HashSet<>(
          List.of(
              DEVICE, DROPS, LINK, IP, FRAME, PACKET, BURST_EXHAUSTED, POLLED_AT, "configuration", "nowNanos", "error",
              "worked", "received", "sent", "found"));

  /** Names the field of a class. */
  String of(TypeElement type) {
    String simple = type.getSimpleName().toString();
    String name = Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
    if (taken.contains(name) || SourceVersion.isKeyword(name)) {
      name += "Protocol";
    }
    String unique = name;
    for (int count = 2; !taken.add(unique); count++) {
      unique = name + count;
    }
    return unique;
  }
}
