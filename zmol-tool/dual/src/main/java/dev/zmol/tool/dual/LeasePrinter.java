package dev.zmol.tool.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dhcp.LeaseEnd;
import dev.zmol.socket.dual.DhcpClient;
import dev.zmol.socket.dual.DhcpConfiguration;
import dev.zmol.socket.dual.DhcpLease;
import dev.zmol.socket.dual.DhcpListener;
import dev.zmol.socket.dual.Dhcpv6Client;
import dev.zmol.socket.dual.Dhcpv6Configuration;
import dev.zmol.socket.dual.Dhcpv6Information;
import dev.zmol.socket.dual.Dhcpv6Lease;
import dev.zmol.socket.dual.Dhcpv6Listener;
import dev.zmol.tool.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Prints what becomes of a lease: what people look for in a few lines, or a JSON object for programs. */
@Specialize
final class LeasePrinter {
  private static final long INFINITE = 0xffff_ffffL;

  private final boolean json;
  private final PrintStream out;
  private final boolean checks;
  private final CountDownLatch bound;
  private final CountDownLatch ended;

  LeasePrinter(boolean json, boolean checks, PrintStream out, CountDownLatch bound, CountDownLatch ended) {
    this.json = json;
    this.out = out;
    this.checks = checks;
    this.bound = bound;
    this.ended = ended;
  }

  /** Starts a client, and prints what it gets; called by the thread of the stack. */
  @Only(IPV4)
  void start(DhcpClient client, boolean rapidCommit, Duration longestLease, String hostName) {
    DhcpConfiguration.Builder configuration =
        DhcpConfiguration.builder()
            .rapidCommit(rapidCommit)
            .longestLease(longestLease)
            .conflictDetection(checks)
            // Servers of home networks give short leases when they are tried out.
            .renewalTimeouts(Duration.ofMillis(500), Duration.ofDays(365));
    if (hostName != null) {
      configuration.hostName(hostName);
    }
    client.addListener(new Listener());
    client.start(configuration.build());
  }

  @Only(IPV4)
  private final class Listener implements DhcpListener {
    @Override
    public void onBound(DhcpLease lease) {
      print("bound", lease);
      bound.countDown();
    }

    @Override
    public void onChanged(DhcpLease before, DhcpLease lease) {
      print("changed", lease);
    }

    @Override
    public void onRenewed(DhcpLease lease) {
      print("renewed", lease);
    }

    @Override
    public void onLost(DhcpLease lease, LeaseEnd reason) {
      lost(List.of(lease.cidr().toString()), reason);
    }

    private void print(String event, DhcpLease lease) {
      LeasePrinter.this.print(
          event,
          List.of(lease.cidr().toString()),
          lease.server().toString(),
          lease.seconds(),
          texts(lease.routes()),
          texts(lease.dnsServers()),
          lease.domainSearch());
    }
  }

  /** Starts a client, and prints what it gets; called by the thread of the stack. */
  @Only(IPV6)
  void start(Dhcpv6Client client, boolean rapidCommit, Duration longestLifetime, boolean stateless) {
    Dhcpv6Configuration configuration =
        Dhcpv6Configuration.builder()
            .rapidCommit(rapidCommit)
            .longestLifetime(longestLifetime)
            .conflictDetection(checks)
            .build();
    client.addListener(new Listener6());
    if (stateless) {
      client.startStateless(configuration);
    } else {
      client.start(configuration);
    }
  }

  @Only(IPV6)
  private final class Listener6 implements Dhcpv6Listener {
    private boolean before;

    @Override
    public void onBound(Dhcpv6Lease lease) {
      long seconds = lease.addresses().stream().mapToLong(address -> address.validLifetime()).min().orElse(0);
      print(before ? "renewed" : "bound", addresses(lease), lease.information(), seconds);
      before = true;
      bound.countDown();
    }

    @Override
    public void onLost(Dhcpv6Lease lease, LeaseEnd reason) {
      before = false;
      lost(addresses(lease), reason);
    }

    @Override
    public void onInformed(Dhcpv6Information information) {
      print("informed", List.of(), information, 0);
      bound.countDown();
    }

    private static List<String> addresses(Dhcpv6Lease lease) {
      return lease.addresses().stream().map(address -> address.address() + "/128").toList();
    }

    private void print(String event, List<String> addresses, Dhcpv6Information information, long seconds) {
      LeasePrinter.this.print(
          event,
          addresses,
          information.server().toString(),
          seconds,
          List.of(),
          texts(information.dnsServers()),
          information.domainSearch());
    }
  }

  private static List<String> texts(List<?> values) {
    return values.stream().map(Object::toString).toList();
  }

  private void print(
      String event,
      List<String> addresses,
      String server,
      long seconds,
      List<String> routes,
      List<String> dns,
      List<String> domains) {
    if (json) {
      out.println(
          new JsonObject()
              .put("event", event)
              .put("addresses", addresses)
              .put("server", server)
              .put("seconds", seconds)
              .put("routes", routes)
              .put("dns", dns)
              .put("search", domains));
    } else {
      List<String> lines = new ArrayList<>();
      lines.add(event + " " + String.join(", ", addresses));
      lines.add("  server  " + server);
      line(lines, "lease", addresses.isEmpty() ? List.of() : List.of(duration(seconds)));
      line(lines, "route", routes);
      line(lines, "dns", dns);
      line(lines, "search", domains);
      lines.forEach(out::println);
    }
    out.flush();
  }

  private static String duration(long seconds) {
    return seconds == INFINITE ? "infinite" : seconds + " s";
  }

  private static void line(List<String> lines, String name, List<String> values) {
    if (!values.isEmpty()) {
      lines.add("  %-7s %s".formatted(name, String.join(", ", values)));
    }
  }

  private void lost(List<String> addresses, LeaseEnd reason) {
    String why = reason.name().toLowerCase(Locale.ROOT);
    if (json) {
      out.println(new JsonObject().put("event", "lost").put("addresses", addresses).put("reason", why));
    } else {
      out.println("lost " + String.join(", ", addresses) + " (" + why + ")");
    }
    out.flush();
    ended.countDown();
  }
}
