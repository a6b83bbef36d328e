package dev.zmol.tool.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.iface.AddressState;
import dev.zmol.iface.dual.InterfaceAddress;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.Slaac;
import dev.zmol.iface.dual.SlaacConfiguration;
import dev.zmol.tool.JsonObject;
import dev.zmol.wire.dual.Ipv6Address;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Prints what routers tell, whenever it changes; and says when there is a first address. */
@Only(IPV6)
final class SlaacPrinter {
  private final IpLayer ip;
  private final boolean json;
  private final PrintStream out;
  private final CountDownLatch configured;

  SlaacPrinter(IpLayer ip, boolean json, PrintStream out, CountDownLatch configured) {
    this.ip = ip;
    this.json = json;
    this.out = out;
    this.configured = configured;
  }

  /** Starts to ask for routers; called by the thread of the stack. */
  void start(Slaac slaac, SlaacConfiguration configuration) {
    slaac.onChange(this::print);
    slaac.start(configuration);
  }

  private void print(Slaac slaac, long nowNanos) {
    List<String> addresses = new ArrayList<>();
    for (InterfaceAddress address : ip.addresses().list()) {
      addresses.add(text(address));
      if (isGlobal(address) && address.state() == AddressState.PREFERRED) {
        configured.countDown();
      }
    }
    List<String> routers = texts(slaac.routers());
    if (json) {
      out.println(
          new JsonObject()
              .put("event", "changed")
              .put("addresses", addresses)
              .put("routers", routers)
              .put("onLink", texts(slaac.onLinkPrefixes()))
              .put("dns", texts(slaac.dnsServers()))
              .put("search", slaac.searchDomains())
              .put("managed", String.valueOf(slaac.managed()))
              .put("other", String.valueOf(slaac.other())));
    } else {
      out.println(
          "addresses " + list(addresses) + "; routers " + list(routers) + "; on link "
              + list(texts(slaac.onLinkPrefixes())) + "; DNS " + list(texts(slaac.dnsServers())) + "; search "
              + list(slaac.searchDomains()) + dhcp(slaac));
    }
    out.flush();
  }

  static boolean isGlobal(InterfaceAddress address) {
    return address.cidr().address() instanceof Ipv6Address v6 && !v6.isLinkLocal();
  }

  private static String text(InterfaceAddress address) {
    String state = address.state().name().toLowerCase(Locale.ROOT);
    return address.cidr() + " " + state + (address.temporary() ? " temporary" : "");
  }

  private static List<String> texts(List<?> values) {
    return values.stream().map(Object::toString).toList();
  }

  private static String list(List<String> values) {
    return values.isEmpty() ? "none" : String.join(", ", values);
  }

  private static String dhcp(Slaac slaac) {
    return slaac.managed() ? "; DHCPv6 for addresses" : slaac.other() ? "; DHCPv6 for the rest" : "";
  }
}
