package dev.zmol.testkit.script.dual;

import dev.zmol.annotations.Specialize;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** TCP, as scripts tell it: each is a trace of what goes over the wire. */
@Specialize
class TcpScriptsTest {
  @TestFactory
  Stream<DynamicTest> scripts() {
    return ScriptStacks.tests(TcpScriptsTest.class, "packet-scripts");
  }
}
