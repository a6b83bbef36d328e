package dev.zmol.testkit.script.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.script.PacketScripts;
import dev.zmol.testkit.script.StackUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The stacks of this flavour that packet scripts can be run against: one for each family that it speaks. */
@Specialize
public final class ScriptStacks {
  private ScriptStacks() {}

  /** {@return one stack for each family} */
  public static List<StackUnderTest> all() {
    List<StackUnderTest> stacks = new ArrayList<>();
    if (Comptime.IPV4) {
      stacks.add(new FamilyStack("IPv4", 20, "192.0.2.1/24", "192.0.2.2"));
    }
    if (Comptime.IPV6) {
      stacks.add(new FamilyStack("IPv6", 40, "2001:db8::1/64", "2001:db8::2"));
    }
    return List.copyOf(stacks);
  }

  /**
   * Makes a test of each script in a folder of resources, against all stacks; for methods with {@code @TestFactory}.
   *
   * @param owner the test class
   * @param folder the folder, see {@link PacketScripts#in}
   * @return the tests
   * @throws IllegalArgumentException if there is no such folder, or no script in it
   */
  public static Stream<DynamicTest> tests(Class<?> owner, String folder) {
    return PacketScripts.in(owner, folder, all().toArray(StackUnderTest[]::new));
  }
}
