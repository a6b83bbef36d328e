package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A group that the interface is in, because somebody listens to it.
 *
 * <p>Owned by {@link Groups}; all methods are called by the thread of the stack.
 */
@Specialize
public final class MulticastGroup {
  final long hash;
  private final IpAddress address;
  private final List<GroupMembership> memberships = new ArrayList<>();
  private SourceFilter filter = SourceFilter.NONE;
  private SourceFilter sharedFilter = SourceFilter.NONE;

  MulticastGroup(IpAddress address, long hash) {
    this.address = address;
    this.hash = hash;
  }

  /** {@return the address of the group} */
  public IpAddress address() {
    return address;
  }

  /** {@return which sources the interface listens to: those that any membership does} */
  public SourceFilter filter() {
    return filter;
  }

  /**
   * Tells whether a packet is for those who have not joined the group themselves.
   *
   * @param packet a received packet to this group
   * @return whether the interface has joined the group for all of them, and listens to the source
   */
  public boolean isShared(ReceivedPacket packet) {
    return sharedFilter.acceptsAt(packet.bytes(), packet.sourceOffset());
  }

  /**
   * Tells whether what a host sends to this group is for those who have not joined it themselves.
   *
   * @param source the address of the host
   * @return whether the interface has joined the group for all of them, and listens to the source
   */
  public boolean isShared(IpAddress source) {
    return sharedFilter.accepts(source);
  }

  void add(GroupMembership membership) {
    memberships.add(membership);
  }

  void remove(GroupMembership membership) {
    memberships.remove(membership);
  }

  boolean isEmpty() {
    return memberships.isEmpty();
  }

  /** Works out anew what the interface listens to. */
  void merge() {
    filter = SourceFilter.merge(memberships.stream().map(GroupMembership::filter).toList());
    sharedFilter =
        SourceFilter.merge(
            memberships.stream().filter(GroupMembership::isShared).map(GroupMembership::filter).toList());
  }
}
