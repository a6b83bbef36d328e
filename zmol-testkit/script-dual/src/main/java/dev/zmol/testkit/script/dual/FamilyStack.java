package dev.zmol.testkit.script.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dual.ComposedIpStack;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.script.ScriptedStack;
import dev.zmol.testkit.script.StackUnderTest;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import java.util.random.RandomGenerator;

/**
 * Makes ready-made stacks with an address of one family.
 *
 * @param family the name of the family
 * @param ipHeaderLength the length of its header, in bytes
 * @param local the address of the stack, with its prefix
 * @param remote the address of the peer
 */
@Specialize
record FamilyStack(String family, int ipHeaderLength, String local, String remote) implements StackUnderTest {
  @Override
  public ScriptedStack open(Device device, TcpConfiguration configuration, RandomGenerator random) {
    IpCidr address = IpCidr.parse(local);
    InterfaceConfiguration host = InterfaceConfiguration.builder().address(address).random(random).build();
    return new ScriptEndpoints(
        new ComposedIpStack(device, host, configuration), address.address(), IpAddress.parse(remote));
  }
}
