package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dns.SearchList;
import dev.zmol.socket.dual.DnsClient;
import dev.zmol.socket.dual.DnsConfiguration;
import dev.zmol.socket.dual.DnsLookup;
import dev.zmol.tool.OutputOptions;
import dev.zmol.tool.Tool;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsType;
import dev.zmol.wire.dual.AddressRecords;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks up names and prints what belongs to them. */
@Specialize
@Command(
    name = "resolve",
    description = "Look up what belongs to a name: addresses, unless a type says otherwise.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class ResolveCommand implements Callable<Integer> {
  @Mixin private Interface link;
  @Mixin private OutputOptions output;

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "The type of the records, such as TXT, SRV or PTR (default: addresses; PTR for an address).")
  private String type;

  @Option(
      names = "--server",
      paramLabel = "ADDRESS[:PORT]",
      description = "A server to ask; may be given more than once. An IPv6 address with a port in brackets. Without it, "
          + "those that DHCP, DHCPv6 or a router tell.")
  private List<String> servers = List.of();

  @Option(
      names = "--search",
      paramLabel = "DOMAIN",
      description = "Where to look for names that have no dot in them; may be given more than once.")
  private List<String> domains = List.of();

  @Option(names = "--tcp", description = "Ask over TCP alone.")
  private boolean tcp;

  @Option(names = "--mdns", description = "Ask the hosts of the link for NAME.local.")
  private boolean mdns;

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long a name may take (default: 10).")
  private double timeout = 10;

  @Option(names = "--retry", paramLabel = "SECONDS", description = "How long to wait for a server (default: 1).")
  private double retry = 1;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print whole records, who has answered, and how long that took.")
  private boolean verbose;

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "What to look up: names, or addresses.")
  private List<String> names;

  ResolveCommand() {}

  @Override
  public Integer call() {
    InterfaceConfiguration configuration = link.configuration();
    DnsConfiguration settings = settings();
    List<Question> questions = names.stream().map(this::question).toList();
    ResolvePrinter printer = new ResolvePrinter(output.json(), verbose, System.out, System.err);
    try (Interface.Running running = link.start(configuration)) {
      boolean found = true;
      for (Question question : questions) {
        CompletableFuture<DnsLookup> done = new CompletableFuture<>();
        DnsLookup _ = running.runner().<DnsLookup>call(() -> begin(running, settings, question, done));
        found &= printer.print(question.text(), done.join());
      }
      return found ? 0 : 1;
    }
  }

  private static DnsLookup begin(
      Interface.Running running, DnsConfiguration settings, Question question, CompletableFuture<DnsLookup> done) {
    DnsClient client = running.stack().dns();
    client.configure(settings);
    return question.ask(client, done::complete);
  }

  /** Something to look up. */
  @Specialize
  private record Question(String text, int type) {
    /** Stands for addresses, of whatever family. */
    static final int ADDRESSES = 0;

    DnsLookup ask(DnsClient client, Consumer<DnsLookup> done) {
      return type == ADDRESSES ? client.addresses(text, done) : client.lookup(text, type, done);
    }
  }

  private Question question(String name) {
    try {
      if (type == null && isAddress(name)) {
        return new Question(
            AddressRecords.reverseName(Addresses.parse(name)).toString(), DnsType.PTR);
      }
      DnsName parsed = DnsName.parse(name);
      boolean bare = mdns && !parsed.isWithin(DnsName.parse("local"));
      String text = bare ? parsed.within(DnsName.parse("local")).toString() : name;
      return new Question(text, type == null ? Question.ADDRESSES : DnsType.parse(type));
    } catch (IllegalArgumentException e) {
      throw link.addresses().misuse(e.getMessage());
    }
  }

  private static boolean isAddress(String text) {
    try {
      return IpAddress.parse(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private DnsConfiguration settings() {
    boolean isLocal = mdns || names.stream().anyMatch(name -> name.endsWith("local"));
    if (servers.isEmpty() && !isLocal && !link.addresses().mayLearnNameServers()) {
      throw link.addresses().misuse("--server is missing: there is nobody to ask");
    }
    try {
      DnsConfiguration.Builder builder = DnsConfiguration.builder();
      servers.forEach(server -> builder.server(server(server)));
      List<DnsName> parsed = new ArrayList<>();
      domains.forEach(domain -> parsed.add(DnsName.parse(domain)));
      return builder
          .search(new SearchList(parsed, 1))
          .tcpOnly(tcp)
          .timeout(Duration.ofNanos((long) (timeout * 1e9)))
          .retry(Duration.ofNanos((long) (retry * 1e9)))
          .build();
    } catch (IllegalArgumentException e) {
      throw link.addresses().misuse(e.getMessage());
    }
  }

  private static IpEndpoint server(String text) {
    boolean hasPort = text.startsWith("[") ? !text.endsWith("]") : text.indexOf(':') == text.lastIndexOf(':');
    if (hasPort && text.indexOf(':') >= 0) {
      return IpEndpoint.parse(text);
    }
    return new IpEndpoint(Addresses.parse(text.replace("[", "").replace("]", "")), DnsConfiguration.PORT);
  }
}
