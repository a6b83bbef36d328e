package dev.zmol.tool.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The addresses of the tool's interface. */
@Specialize
final class AddressOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--address",
      paramLabel = "CIDR",
      description = "An address of the interface and the length of its prefix; may be given more than once.")
  private List<String> addresses = new ArrayList<>();

  @Option(names = "--gateway", paramLabel = "ADDRESS", description = "Where to send what is not on the link.")
  private List<String> gateways = List.of();

  @Only(Family.IPV4)
  @Option(names = "--dhcp", description = "Get an IPv4 address from a DHCP server, and keep it.")
  private boolean dhcp;

  @Only(Family.IPV6)
  @Option(names = "--dhcpv6", description = "Get an IPv6 address from a DHCPv6 server, and keep it.")
  private boolean dhcpv6;

  @Only(Family.IPV6)
  @Option(names = "--slaac", description = "Make an IPv6 address of what routers advertise, and keep it.")
  private boolean slaac;

  AddressOptions() {}

  /** {@return whether an IPv6 address is to be made of what routers advertise} */
  @Only(Family.IPV6)
  boolean slaac() {
    return slaac;
  }

  /** {@return whether an IPv4 address is to be got from a server} */
  @Only(Family.IPV4)
  boolean dhcp() {
    return dhcp;
  }

  /** {@return whether an IPv6 address is to be got from a server} */
  @Only(Family.IPV6)
  boolean dhcpv6() {
    return dhcpv6;
  }

  /** {@return whether addresses are to be got from a server} */
  boolean leases() {
    return (Comptime.IPV4 && dhcp) || (Comptime.IPV6 && dhcpv6);
  }

  private boolean isAutomatic() {
    return Comptime.IPV6 && slaac;
  }

  /** {@return whether name servers may come with an address: from a server, or from a router} */
  boolean mayLearnNameServers() {
    return leases() || isAutomatic();
  }

  /** Takes note of an address that a server has given, or a router. */
  void leased(String address) {
    addresses.add(address);
  }

  /** Adds the addresses and the gateways to a configuration; misuse is told as such. */
  void configure(InterfaceConfiguration.Builder configuration) {
    if (addresses.isEmpty() && !leases() && !isAutomatic()) {
      throw misuse("--address is missing, or --dhcp");
    }
    if (isAutomatic()) {
      configuration.duplicateAddressDetection(1);
    }
    for (String address : addresses) {
      set("--address", address, () -> configuration.address(cidr(address)));
    }
    for (String gateway : gateways) {
      set("--gateway", gateway, () -> configuration.gateway(Addresses.parse(gateway)));
    }
  }

  private static IpCidr cidr(String text) {
    Addresses.requireSpoken(text);
    return IpCidr.parse(text);
  }

  private void set(String option, String value, Runnable setting) {
    try {
      setting.run();
    } catch (IllegalArgumentException e) {
      throw misuse(option + " " + value + ": " + e.getMessage());
    }
  }

  /** {@return whether one of the addresses is an IPv6 address} */
  boolean hasIpv6() {
    return (Comptime.IPV6 && (dhcpv6 || slaac)) || addresses.stream().anyMatch(address -> address.indexOf(':') >= 0);
  }

  ParameterException misuse(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** {@return the address that a command was given as its target} */
  IpAddress target(String text) {
    try {
      return Addresses.parse(text);
    } catch (IllegalArgumentException e) {
      throw misuse(e.getMessage());
    }
  }

  /** {@return the addresses, as they were given} */
  List<String> texts() {
    return addresses;
  }
}
