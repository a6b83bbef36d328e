package dev.zmol.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A random record.
 *
 * @param name the name of the record
 * @param components its components
 */
record WireSchema(String name, List<Component> components) {

  /**
   * A component.
   *
   * @param name its name
   * @param type its Java type
   * @param width its width in bits
   * @param nested the record that is its type, or null
   */
  record Component(String name, String type, int width, WireSchema nested) {}

  /**
   * A number somewhere in the record.
   *
   * @param accessor the name of its accessors
   * @param type its Java type
   * @param offset the position of its first bit
   * @param width its width in bits
   */
  record Leaf(String accessor, String type, int offset, int width) {
    boolean straddles(int delta) {
      return (offset + delta + width - 1) / 8 - (offset + delta) / 8 >= 8;
    }
  }

  /** Makes a record of up to a number of components, some of them earlier records. */
  static WireSchema random(String name, List<WireSchema> earlier, RandomGenerator random) {
    var components = new ArrayList<Component>();
    int offset = 0;
    int count = random.nextInt(1, 12);
    while (components.size() < count || offset % 8 != 0) {
      boolean last = components.size() >= count;
      Component component = component("f" + components.size(), offset, last, earlier, random);
      components.add(component);
      offset += component.width;
    }
    return new WireSchema(name, List.copyOf(components));
  }

  private static Component component(
      String name, int offset, boolean last, List<WireSchema> earlier, RandomGenerator random) {
    if (!last && !earlier.isEmpty() && random.nextInt(4) == 0) {
      WireSchema nested = earlier.get(random.nextInt(earlier.size()));
      if (nested.width() < 1000 && nested.leaves().stream().noneMatch(leaf -> leaf.straddles(offset))) {
        return new Component(name, nested.name, nested.width(), nested);
      }
    }
    int width = last ? 8 - offset % 8 : width(offset, random);
    return new Component(name, type(width, random), width, null);
  }

  private static int width(int offset, RandomGenerator random) {
    int[] usual = {1, 1, 3, 4, 8, 16, 20, 24, 32, 48, 64};
    int width = random.nextBoolean() ? usual[random.nextInt(usual.length)] : random.nextInt(1, 65);
    return Math.min(width, 64 - offset % 8);
  }

  private static String type(int width, RandomGenerator random) {
    var types = new ArrayList<>(List.of("long"));
    if (width <= 32) {
      types.addAll(List.of("int", "int", "int"));
    }
    if (width <= 16) {
      types.add("char");
    }
    if (width <= 15) {
      types.add("short");
    }
    if (width <= 7) {
      types.add("byte");
    }
    if (width == 1) {
      types.addAll(List.of("boolean", "boolean", "boolean"));
    }
    return types.get(random.nextInt(types.size()));
  }

  int width() {
    return components.stream().mapToInt(Component::width).sum();
  }

  List<Leaf> leaves() {
    var leaves = new ArrayList<Leaf>();
    addLeaves("", 0, leaves);
    return leaves;
  }

  private void addLeaves(String outer, int start, List<Leaf> leaves) {
    int offset = start;
    for (Component component : components) {
      String accessor = outer + (outer.isEmpty() ? component.name : component.name.toUpperCase(Locale.ROOT));
      if (component.nested == null) {
        leaves.add(new Leaf(accessor, component.type, offset, component.width));
      } else {
        component.nested.addLeaves(accessor, offset, leaves);
      }
      offset += component.width;
    }
  }

  String source() {
    var text = new StringBuilder("package p;\nimport dev.zmol.annotations.*;\n@WireFormat\n");
    text.append("public record ").append(name).append('(');
    for (Component component : components) {
      text.append(text.charAt(text.length() - 1) == '(' ? "" : ",").append("\n    ");
      text.append(component.nested == null ? "@Bits(" + component.width + ") " : "");
      text.append(component.type).append(' ').append(component.name);
    }
    return text.append(") {}\n").toString();
  }
}
