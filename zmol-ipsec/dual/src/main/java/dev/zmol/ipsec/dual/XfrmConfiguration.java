package dev.zmol.ipsec.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.PolicyAction;
import dev.zmol.ipsec.PolicyDirection;
import dev.zmol.ipsec.PortRange;
import dev.zmol.ipsec.SecurityAssociationBuilder;
import dev.zmol.ipsec.xfrm.XfrmException;
import dev.zmol.ipsec.xfrm.XfrmPolicy;
import dev.zmol.ipsec.xfrm.XfrmState;
import dev.zmol.ipsec.xfrm.XfrmText;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The IPsec of a Linux host: what {@code ip xfrm state} and {@code ip xfrm policy} print there, or the commands that
 * set it up, for a stack that takes the place of that host.
 *
 * <p>Policies come in the order of their priorities, and those with the same one in that of the text. The lifetimes of
 * associations begin anew.
 *
 * @param associations the associations
 * @param policies the policies, the first to be asked first
 */
@Specialize
public record XfrmConfiguration(List<Association> associations, List<IpsecPolicy> policies)
    implements AutoCloseable {
  /** Makes the lists unchangeable. */
  public XfrmConfiguration {
    associations = List.copyOf(associations);
    policies = List.copyOf(policies);
  }

  /**
   * Reads a text.
   *
   * @param text what {@code ip xfrm} has printed, which has keys in it: who has read it, wipes it
   * @return what is in it
   * @throws XfrmException if the text can't be understood, or asks for what is not supported; it says in which line
   */
  public static XfrmConfiguration parse(byte[] text) {
    return parse(text, builder -> builder);
  }

  /**
   * Reads a text, and changes the associations that are in it.
   *
   * @param text what {@code ip xfrm} has printed, which has keys in it: who has read it, wipes it
   * @param more changes them before they are built
   * @return what is in it
   * @throws XfrmException if the text can't be understood, or asks for what is not supported; it says in which line
   */
  public static XfrmConfiguration parse(byte[] text, UnaryOperator<SecurityAssociationBuilder> more) {
    XfrmText read = XfrmText.parse(text, more);
    try {
      List<Association> associations = new ArrayList<>();
      for (XfrmState state : read.states()) {
        associations.add(association(state));
      }
      List<IpsecPolicy> policies = new ArrayList<>();
      for (XfrmPolicy policy : sorted(read.policies())) {
        policies.add(policy(policy, associations));
      }
      return new XfrmConfiguration(associations, policies);
    } catch (XfrmException e) {
      read.states().forEach(state -> state.security().close());
      throw e;
    }
  }

  private static List<XfrmPolicy> sorted(List<XfrmPolicy> policies) {
    return policies.stream().sorted(Comparator.comparingLong(XfrmPolicy::priority)).toList();
  }

  private static Association association(XfrmState state) {
    IpAddress source = at(state.line(), () -> IpAddress.parse(state.source()));
    IpAddress destination = at(state.line(), () -> IpAddress.parse(state.destination()));
    requireOneFamily(state.line(), source, destination);
    return new Association(source, destination, state.requestId(), state.security());
  }

  private static void requireOneFamily(int line, IpAddress source, IpAddress destination) {
    if (source.length() != destination.length()) {
      throw new XfrmException(line, "src and dst have to be of one IP family");
    }
  }

  /** Says in which line it is that an address is none. */
  private static <T> T at(int line, Supplier<T> parsing) {
    try {
      return parsing.get();
    } catch (IllegalArgumentException e) {
      throw new XfrmException(line, e.getMessage());
    }
  }

  private static IpsecPolicy policy(XfrmPolicy read, List<Association> associations) {
    boolean isOut = read.direction() == PolicyDirection.OUT;
    IpCidr source = at(read.line(), () -> IpCidr.parse(read.source()));
    IpCidr destination = at(read.line(), () -> IpCidr.parse(read.destination()));
    requireOneFamily(read.line(), source.address(), destination.address());
    PortRange local = isOut ? read.sourcePorts() : read.destinationPorts();
    PortRange remote = isOut ? read.destinationPorts() : read.sourcePorts();
    TrafficSelector selector =
        isOut
            ? new TrafficSelector(source, destination, read.protocol(), local, remote)
            : new TrafficSelector(destination, source, read.protocol(), local, remote);
    XfrmPolicy.Template how = read.template();
    IpsecPolicy policy =
        new IpsecPolicy(read.direction(), selector, read.action(), how.protocol(), how.mode(), how.requestId());
    if (read.action() == PolicyAction.PROTECT && how.mode() == Mode.TUNNEL) {
      requireTunnel(read, policy, associations);
    }
    return policy;
  }

  /** Linux lets a policy name the ends of its tunnel, here the number alone tells: it must not mean another tunnel. */
  private static void requireTunnel(XfrmPolicy read, IpsecPolicy policy, List<Association> associations) {
    IpAddress from = at(read.line(), () -> IpAddress.parse(read.template().source()));
    IpAddress to = at(read.line(), () -> IpAddress.parse(read.template().destination()));
    for (Association association : associations) {
      boolean isThere = association.source().equals(from) && association.destination().equals(to);
      boolean isBack = association.source().equals(to) && association.destination().equals(from);
      if (policy.isServedBy(association) && !isThere && !isBack) {
        throw new XfrmException(
            read.line(),
            "reqid " + policy.requestId() + " is also that of an association from " + association.source() + " to "
                + association.destination() + "; each tunnel has to have its own");
      }
    }
  }

  /**
   * Adds all to a stack, behind the policies that are there. The stack closes the associations.
   *
   * @param ipsec the IPsec of the stack
   * @param nowNanos the time, in nanoseconds, at which lifetimes begin
   */
  public void install(Ipsec ipsec, long nowNanos) {
    for (Association association : associations) {
      ipsec.add(association, nowNanos);
    }
    for (IpsecPolicy policy : policies) {
      ipsec.add(policy);
    }
  }

  /** Wipes all keys: for a configuration that is not installed. */
  @Override
  public void close() {
    for (Association association : associations) {
      association.security().close();
    }
  }
}
