package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import java.util.Objects;

/**
 * That somebody listens to a group: what {@link Groups#join} returns, until it is {@linkplain #leave left}.
 *
 * <p>All methods are called by the thread of the stack.
 */
@Specialize
public final class GroupMembership {
  private final Groups groups;
  private final MulticastGroup group;
  private final boolean shared;
  private final boolean counted;
  private SourceFilter filter;
  private boolean left;

  GroupMembership(Groups groups, MulticastGroup group, SourceFilter filter, boolean shared, boolean counted) {
    this.groups = groups;
    this.group = group;
    this.filter = filter;
    this.shared = shared;
    this.counted = counted;
  }

  /** {@return the address of the group} */
  public IpAddress address() {
    return group.address();
  }

  /** {@return the group, which others may listen to as well} */
  public MulticastGroup group() {
    return group;
  }

  /** {@return which sources are listened to} */
  public SourceFilter filter() {
    return filter;
  }

  /** Whether sockets that have not joined the group themselves hear what comes for this membership. */
  boolean isShared() {
    return shared;
  }

  /** Whether the limit of memberships applies to this one. */
  boolean isCounted() {
    return counted;
  }

  /**
   * Changes which sources are listened to.
   *
   * @param newFilter the sources; {@link SourceFilter#NONE} for none at the moment
   * @throws IllegalArgumentException if there are more sources than are allowed, or they are not of the group's family
   * @throws IllegalStateException if the group was left
   */
  public void filter(SourceFilter newFilter) {
    if (left) {
      throw new IllegalStateException("the group " + address() + " was left");
    }
    groups.require(address(), Objects.requireNonNull(newFilter, "filter is null"));
    filter = newFilter;
    groups.update(group);
  }

  /**
   * Tells whether a packet is for this membership.
   *
   * @param packet a received packet
   * @return whether it was sent to the group, by a source that is listened to
   */
  public boolean accepts(ReceivedPacket packet) {
    return packet.group == group && filter.acceptsAt(packet.bytes(), packet.sourceOffset());
  }

  /** Leaves the group. Calling it again has no effect. */
  public void leave() {
    if (!left) {
      left = true;
      groups.remove(this);
    }
  }
}
