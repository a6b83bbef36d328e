package dev.zmol.testkit.script;

import dev.zmol.iface.Device;
import dev.zmol.socket.tcp.TcpConfiguration;
import java.util.random.RandomGenerator;

/** Makes the stacks that scripts are run against: a stack of some flavour, with addresses of one family. */
public interface StackUnderTest {
  /** {@return what is put behind the names of tests, such as IPv4} */
  String family();

  /** {@return the length of the IP header, in bytes: 20 or 40} */
  int ipHeaderLength();

  /**
   * Makes a new stack.
   *
   * @param device its device, which carries bare IP packets
   * @param configuration how its TCP behaves
   * @param random where it takes its randomness from
   * @return the stack
   */
  ScriptedStack open(Device device, TcpConfiguration configuration, RandomGenerator random);
}
