package dev.zmol.ipsec.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.PolicyAction;
import dev.zmol.ipsec.PolicyDirection;
import dev.zmol.wire.IpProtocol;
import java.util.Objects;

/**
 * What becomes of some packets of one direction (RFC 4301 §4.4.1).
 *
 * @param direction whether it is about packets that are sent or received
 * @param selector which of them
 * @param action what becomes of them
 * @param protocol for {@link PolicyAction#PROTECT}: 50 for ESP, 51 for AH
 * @param mode for {@link PolicyAction#PROTECT}: transport or tunnel
 * @param requestId for {@link PolicyAction#PROTECT}: the number of the associations that do it
 */
@Specialize
public record IpsecPolicy(
    PolicyDirection direction, TrafficSelector selector, PolicyAction action, int protocol, Mode mode, int requestId) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the protocol is neither ESP nor AH
   */
  public IpsecPolicy {
    Objects.requireNonNull(direction, "direction is null");
    Objects.requireNonNull(selector, "selector is null");
    Objects.requireNonNull(action, "action is null");
    Objects.requireNonNull(mode, "mode is null");
    if (protocol != IpProtocol.ESP && protocol != IpProtocol.AH) {
      throw new IllegalArgumentException("protocol is " + protocol + "; it has to be 50 for ESP or 51 for AH");
    }
  }

  /**
   * A policy that lets packets pass as they are.
   *
   * @param direction whether it is about packets that are sent or received
   * @param selector which of them
   * @return the policy
   */
  public static IpsecPolicy bypass(PolicyDirection direction, TrafficSelector selector) {
    return new IpsecPolicy(direction, selector, PolicyAction.BYPASS, IpProtocol.ESP, Mode.TRANSPORT, 0);
  }

  /**
   * A policy that drops packets.
   *
   * @param direction whether it is about packets that are sent or received
   * @param selector which of them
   * @return the policy
   */
  public static IpsecPolicy discard(PolicyDirection direction, TrafficSelector selector) {
    return new IpsecPolicy(direction, selector, PolicyAction.DISCARD, IpProtocol.ESP, Mode.TRANSPORT, 0);
  }

  /**
   * A policy that protects packets, by ESP or AH.
   *
   * @param direction whether it is about packets that are sent or received
   * @param selector which of them
   * @param protocol 50 for ESP, 51 for AH
   * @param mode transport or tunnel
   * @param requestId the number of the associations that do it
   * @return the policy
   */
  public static IpsecPolicy protect(
      PolicyDirection direction, TrafficSelector selector, int protocol, Mode mode, int requestId) {
    return new IpsecPolicy(direction, selector, PolicyAction.PROTECT, protocol, mode, requestId);
  }

  /** Whether an association is one that may protect the packets. */
  boolean isServedBy(Association association) {
    return association.security().protocol() == protocol
        && association.security().mode() == mode
        && (requestId == 0 || association.requestId() == requestId);
  }
}
