package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code in the docs that belongs to no example compiles, with the variables that the text around it speaks of. */
class SnippetTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern STACK = Pattern.compile("interface (\\w+) extends Stack");

  /** What stacks are declared with. */
  private static final String FOR_STACKS =
      """
      package snippets;

      import dev.zmol.annotations.*;
      import dev.zmol.iface.Stack;
      import dev.zmol.iface.FLAVOR.*;
      import dev.zmol.ipsec.FLAVOR.*;
      import dev.zmol.lowpan.rpl.Rpl;
      import dev.zmol.socket.FLAVOR.*;

      """;

  private static final String FOR_STATEMENTS =
      """
      package snippets;

      import static dev.zmol.testkit.packets.PacketAssert.assertThatPacket;

      import com.sun.net.httpserver.HttpServer;
      import dev.zmol.iface.*;
      import dev.zmol.iface.FLAVOR.*;
      import dev.zmol.ipsec.*;
      import dev.zmol.ipsec.FLAVOR.*;
      import dev.zmol.lowpan.*;
      import dev.zmol.lowpan.compress.*;
      import dev.zmol.lowpan.frame.*;
      import dev.zmol.lowpan.rpl.*;
      import dev.zmol.lowpan.rpl.wire.*;
      import dev.zmol.net.*;
      import dev.zmol.net.FLAVOR.*;
      import dev.zmol.socket.FLAVOR.*;
      import dev.zmol.socket.tcp.TcpConfiguration;
      import dev.zmol.testkit.hosts.*;
      import dev.zmol.testkit.network.*;
      import dev.zmol.testkit.script.FLAVOR.ScriptStacks;
      import dev.zmol.wire.*;
      import dev.zmol.wire.FLAVOR.*;
      import java.net.*;
      import java.time.Duration;
      import java.util.stream.Stream;
      import org.junit.jupiter.api.DynamicTest;
      import org.junit.jupiter.api.TestFactory;
      import org.junit.jupiter.api.extension.RegisterExtension;

      class Snippets {
      """;

  @TempDir private Path directory;

  private static List<String> blocks(String page) throws IOException {
    String text = Files.readString(Flavor.root().resolve("docs/" + page));
    return BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
  }

  private static List<String> stacks(String page) throws IOException {
    return blocks(page).stream().filter(block -> STACK.matcher(block).find()).toList();
  }

  /** The blocks of a page make one program: its stacks, its methods and fields, and a method of all statements. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ipsec.md | dual | IpAddress us, IpAddress them, ProtectedStack stack, byte[] keyAndSalt, byte[] otherKeyAndSalt,"
            + " long nowNanos",
        "java-sockets.md | dual | StackRunner runner, EthernetStack stack",
        "lowpan.md | ipv6 | Device device",
        "testkit.md | ipv6 | ManualClock clock, InterfaceConfiguration configuration, LowpanConfiguration radio,"
            + " Packet packet"
      })
  void compiles(String page, String flavor, String variables) throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    // The test kit speaks of a stack that is declared where radios are explained.
    for (String stack : page.equals("testkit.md") ? stacks("lowpan.md") : stacks(page)) {
      String name = STACK.matcher(stack).results().findFirst().orElseThrow().group(1);
      sources.add(source(name, FOR_STACKS.replace("FLAVOR", flavor) + stack));
    }
    StringBuilder members = new StringBuilder();
    StringBuilder statements = new StringBuilder();
    for (String block : blocks(page)) {
      boolean isMember = block.startsWith("@RegisterExtension") || block.startsWith("@TestFactory");
      if (isMember) {
        members.append(block);
      } else if (!STACK.matcher(block).find()) {
        statements.append(block);
      }
    }
    String method = "static void run(" + variables + ") throws Exception {\n" + statements + "}\n";
    sources.add(source("Snippets", FOR_STATEMENTS.replace("FLAVOR", flavor) + members + method + "}\n"));

    assertThat(statements).isNotEmpty();
    assertThat(compile(sources)).isEmpty();
  }

  private String compile(List<JavaFileObject> sources) {
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-d", directory.toString(), "-proc:full", "-cp", System.getProperty("java.class.path"));
    ToolProvider.getSystemJavaCompiler().getTask(messages, null, null, options, null, sources).call();
    return messages.toString();
  }

  private static JavaFileObject source(String name, String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///snippets/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /** What the guide shows of the specialiser is what its golden test expects. */
  @Test
  void whatSpecialisationMakesIsWhatItsTestExpects() throws IOException {
    Path golden = Flavor.root().resolve("zmol-processor/src/test/resources/golden/specialize/example");
    List<String> blocks = blocks("specialisation.md");

    assertThat(blocks).hasSize(2);
    assertThat(condense(Files.readString(golden.resolve("input/Endpoint.java"))))
        .contains(condense(blocks.getFirst()));
    assertThat(condense(Files.readString(golden.resolve("expected/ipv4/Endpoint.java"))))
        .contains(condense(blocks.getLast()));
  }

  private static String condense(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
