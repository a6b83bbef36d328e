package dev.zmol.ipsec.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.PolicyDirection;
import dev.zmol.ipsec.SecurityAssociation;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Puts together what protects the traffic with one peer: an association and a policy for each direction.
 *
 * <p>Used once, by the thread of the stack that it is installed in.
 */
@Specialize
public final class IpsecPeer {
  private final IpAddress local;
  private final IpAddress remote;
  private final List<TrafficSelector> selectors = new ArrayList<>();
  private SecurityAssociation sending;
  private SecurityAssociation receiving;

  private IpsecPeer(IpAddress local, IpAddress remote) {
    this.local = local;
    this.remote = remote;
  }

  /**
   * Begins with both ends. Unless told otherwise, it is the traffic between them that is protected.
   *
   * @param local our address
   * @param remote the peer's, of the same family
   * @return what puts it together
   * @throws IllegalArgumentException if the addresses are of two families
   */
  public static IpsecPeer between(IpAddress local, IpAddress remote) {
    if (local.length() != remote.length()) {
      throw new IllegalArgumentException("remote is " + remote + "; it has to be of the family of " + local);
    }
    return new IpsecPeer(local, remote);
  }

  /**
   * Sets how what is sent is protected.
   *
   * @param association the association, with the index that the peer has chosen
   * @return this
   */
  public IpsecPeer sending(SecurityAssociation association) {
    sending = Objects.requireNonNull(association, "association is null");
    return this;
  }

  /**
   * Sets how what is received is protected: by the same protocol, in the same mode.
   *
   * @param association the association, with an index that we have chosen
   * @return this
   */
  public IpsecPeer receiving(SecurityAssociation association) {
    receiving = Objects.requireNonNull(association, "association is null");
    return this;
  }

  /**
   * Protects other traffic than that between both ends, or a part of it; may be called several times.
   *
   * @param selector which traffic
   * @return this
   */
  public IpsecPeer carrying(TrafficSelector selector) {
    selectors.add(Objects.requireNonNull(selector, "selector is null"));
    return this;
  }

  /**
   * Adds associations and policies to a stack, which closes the associations. They have a request id of their own.
   *
   * @param ipsec the IPsec of the stack
   * @param nowNanos the time, in nanoseconds, at which lifetimes begin
   * @return the request id, for associations that are to take their place
   * @throws IllegalStateException if there is no association for one direction, or they differ in protocol or mode, or
   *     transport mode is to carry what is not between both ends
   */
  public int install(Ipsec ipsec, long nowNanos) {
    check();
    int id = ipsec.unusedRequestId();
    ipsec.add(new Association(remote, local, id, receiving), nowNanos);
    ipsec.add(new Association(local, remote, id, sending), nowNanos);
    for (TrafficSelector selector : carried()) {
      for (PolicyDirection direction : PolicyDirection.values()) {
        ipsec.add(IpsecPolicy.protect(direction, selector, sending.protocol(), sending.mode(), id));
      }
    }
    return id;
  }

  private List<TrafficSelector> carried() {
    return selectors.isEmpty() ? List.of(TrafficSelector.between(host(local), host(remote))) : selectors;
  }

  private static IpCidr host(IpAddress address) {
    return new IpCidr(address, address.length() * 8);
  }

  private void check() {
    if (sending == null || receiving == null) {
      throw new IllegalStateException("there has to be an association for each direction");
    }
    if (sending.protocol() != receiving.protocol() || sending.mode() != receiving.mode()) {
      throw new IllegalStateException(sending + " and " + receiving + " have to be of one protocol and one mode");
    }
    for (TrafficSelector selector : selectors) {
      boolean isTheirs = selector.local().contains(local) && selector.remote().contains(remote);
      if (sending.mode() == Mode.TRANSPORT && !isTheirs) {
        throw new IllegalStateException("transport mode protects nothing but what is between both ends");
      }
    }
  }
}
