package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.tool.HttpUrl;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import dev.zmol.tool.service.BodySink;
import dev.zmol.tool.service.HttpExchange;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches what is at a URL. */
@Specialize
@Command(
    name = "get",
    description = "Fetch what is at a URL by HTTP.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class GetCommand implements Callable<Integer> {
  @Mixin private Interface link;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write it (default: the standard output).")
  private Path file;

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait at most (default: 60).")
  private int timeout = 60;

  @Parameters(paramLabel = "URL", description = "http://ADDRESS[:PORT]/PATH; an IPv6 address in brackets.")
  private String url;

  GetCommand() {}

  @Override
  public Integer call() {
    InterfaceConfiguration configuration = link.configuration();
    HttpUrl parts = parse();
    IpEndpoint server = new IpEndpoint(link.addresses().target(parts.host()), parts.port());
    try (OutputStream out = open();
        Interface.Running running = link.start(configuration)) {
      HttpExchange exchange = HttpExchange.get(parts.authority(), parts.path(), sink(out));
      new HttpCall(running, server, exchange).run(timeout);
      if (exchange.status() >= 400) {
        throw new ToolException(url + " was answered with status " + exchange.status());
      }
      return 0;
    } catch (IOException e) {
      throw new ToolException("can't write " + (file == null ? "the standard output" : file) + ": " + e.getMessage());
    }
  }

  private HttpUrl parse() {
    try {
      return HttpUrl.parse(url);
    } catch (IllegalArgumentException e) {
      throw link.addresses().misuse(e.getMessage());
    }
  }

  private OutputStream open() throws IOException {
    return new BufferedOutputStream(file == null ? System.out : Files.newOutputStream(file), 1 << 16);
  }

  private static BodySink sink(OutputStream out) {
    return (bytes, offset, length) -> {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
