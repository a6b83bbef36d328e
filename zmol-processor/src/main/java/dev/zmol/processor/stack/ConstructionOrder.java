package dev.zmol.processor.stack;

import com.palantir.javapoet.ClassName;
import dev.zmol.processor.stack.StackModel.ProtocolPart;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.AnnotationValue;

/** Sorts protocols so that each comes after those that its constructor takes; otherwise they stay as they are listed. */
final class ConstructionOrder {
  private final Map<ClassName, ProtocolPart> parts = new LinkedHashMap<>();
  private final Map<ProtocolPart, AnnotationValue> places;
  private final Problems problems;
  private final Set<ProtocolPart> sorted = new LinkedHashSet<>();
  private final Set<ProtocolPart> begun = new LinkedHashSet<>();

  ConstructionOrder(Map<ProtocolPart, AnnotationValue> places, Problems problems) {
    this.places = places;
    this.problems = problems;
    places.keySet().forEach(part -> parts.put(part.type(), part));
  }

  List<ProtocolPart> sorted() {
    parts.values().forEach(this::add);
    return List.copyOf(sorted);
  }

  private void add(ProtocolPart part) {
    if (!begun.add(part)) {
      if (!sorted.contains(part)) {
        problems.at(
            places.get(part),
            part.type().simpleName() + " takes a protocol that, in the end, takes it: one of them has to do without");
      }
      return;
    }
    for (ClassName needed : part.needed()) {
      if (parts.containsKey(needed)) {
        add(parts.get(needed));
      } else {
        problems.at(
            places.get(part), part.type().simpleName() + " works with " + needed.simpleName() + ": list that, too");
      }
    }
    sorted.add(part);
  }
}
