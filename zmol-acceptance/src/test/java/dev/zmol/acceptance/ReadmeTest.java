package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java in the README and in the page about servers compiles, generated classes and all. */
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TYPE = Pattern.compile("public (?:final class|interface) (\\w+)");

  private static final String IMPORTS =
      """
      import dev.zmol.annotations.Family;
      import dev.zmol.annotations.Medium;
      import dev.zmol.annotations.NetworkStack;
      import dev.zmol.iface.Device;
      import dev.zmol.iface.Stack;
      import dev.zmol.iface.StackRunner;
      import dev.zmol.iface.linux.*;
      import dev.zmol.iface.%1$s.*;
      import dev.zmol.socket.%1$s.*;
      import dev.zmol.wire.MacAddress;
      import dev.zmol.wire.%1$s.*;
      import java.io.IOException;
      import java.time.Duration;
      """;

  @TempDir private Path directory;

  static List<String> blocks() throws IOException {
    Path root = Flavor.root();
    String pages = Files.readString(root.resolve("README.md")) + Files.readString(root.resolve("docs/servers.md"));
    return BLOCK.matcher(pages).results().map(block -> block.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void compiles(String block) {
    String flavor = block.contains("Family.IPV4") ? "ipv4" : "dual";
    MatchResult type = TYPE.matcher(block).results().findFirst().orElseThrow();
    assertThat(compile(type.group(1), IMPORTS.formatted(flavor) + block)).isEmpty();
  }

  @Test
  void anAddressOfAFamilyThatTheFlavourLacksDoesNotCompile() throws IOException {
    String server = blocks().stream().filter(b -> b.contains("class EchoServer")).findFirst().orElseThrow();
    String with = server.replace("IpCidr.parse(\"2001:db8::2/64\")", "new IpCidr(Ipv6Address.parse(\"2001:db8::2\"), 64)");
    assertThat(with).isNotEqualTo(server);
    assertThat(compile("EchoServer", IMPORTS.formatted("ipv4") + with)).contains("cannot find symbol", "Ipv6Address");
  }

  /** Compiles a source; returns what the compiler says. */
  private String compile(String name, String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of("-d", directory.toString(), "-proc:full", "-cp", System.getProperty("java.class.path"));
    compiler.getTask(messages, null, null, options, null, List.of(file)).call();
    return messages.toString();
  }
}
