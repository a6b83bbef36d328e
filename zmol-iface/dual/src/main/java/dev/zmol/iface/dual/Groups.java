package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The multicast groups that an interface is in (RFC 1112 §7.1, RFC 3376 §3, RFC 3810 §4).
 *
 * <p>A group may be joined several times, for different sources: the interface listens to all that any of these
 * memberships asks for, and leaves the group with the last of them. Every interface listens to {@code 224.0.0.1} and
 * {@code ff02::1} without being asked, and to the solicited-node groups of its IPv6 addresses (RFC 4291 §2.8). Joining
 * makes the stack accept what is sent to a group on its link; {@code Multicast} lets routers know, so that they
 * forward what comes from elsewhere.
 *
 * <p>All methods are called by the thread of the stack.
 */
@Specialize
public final class Groups {
  private final int limit;
  private final int sourceLimit;
  private final long seed;
  private final List<MulticastGroup> groups = new ArrayList<>();
  private final List<MulticastGroup> view = Collections.unmodifiableList(groups);

  /** Finds groups by address: open addressing, at most half full, made anew whenever a group comes or goes. */
  private MulticastGroup[] table = {null};

  private int joined;
  private GroupListener listener = (_, _, _) -> {};

  @Only(IPV6)
  private final List<GroupMembership> solicitedNodes = new ArrayList<>();

  Groups(int limit, int sourceLimit, long seed) {
    this.limit = limit;
    this.sourceLimit = sourceLimit;
    this.seed = seed;
  }

  /**
   * Joins a group for the whole interface: every socket whose port is right gets what is sent to it.
   *
   * @param group the group
   * @return the membership, to be left some day
   * @throws IllegalArgumentException if the address is not that of a group
   * @throws IllegalStateException if the interface is in as many groups as it may be
   */
  public GroupMembership join(IpAddress group) {
    return join(group, SourceFilter.ANY);
  }

  /**
   * Joins a group for the whole interface, for some sources.
   *
   * @param group the group
   * @param filter the sources to listen to
   * @return the membership, to be left some day
   * @throws IllegalArgumentException if the address is not that of a group, there are more sources than are allowed, or
   *     they are not of the group's family
   * @throws IllegalStateException if the interface is in as many groups as it may be
   */
  public GroupMembership join(IpAddress group, SourceFilter filter) {
    return join(group, filter, true);
  }

  /**
   * Joins a group for one user, such as a socket: others get nothing of it (RFC 3376 §3.1).
   *
   * @param group the group
   * @param filter the sources to listen to
   * @return the membership, to be left some day; {@link GroupMembership#accepts} tells which packets are meant
   * @throws IllegalArgumentException if the address is not that of a group, there are more sources than are allowed, or
   *     they are not of the group's family
   * @throws IllegalStateException if the interface is in as many groups as it may be
   */
  public GroupMembership joinAlone(IpAddress group, SourceFilter filter) {
    return join(group, filter, false);
  }

  private GroupMembership join(IpAddress address, SourceFilter filter, boolean shared) {
    Objects.requireNonNull(filter, "filter is null");
    if (!Objects.requireNonNull(address, "group is null").isMulticast()) {
      throw new IllegalArgumentException("group is " + address + "; it has to be a multicast address");
    }
    require(address, filter);
    if (joined >= limit) {
      throw new IllegalStateException(
          "group is " + address + "; it cannot be joined, as there are " + limit + " memberships already");
    }
    joined++;
    return add(address, filter, shared, true);
  }

  void require(IpAddress group, SourceFilter filter) {
    if (filter.sources().size() > sourceLimit) {
      throw new IllegalArgumentException(
          "filter has " + filter.sources().size() + " sources; it may have up to " + sourceLimit);
    }
    for (IpAddress source : filter.sources()) {
      if (source.length() != group.length()) {
        throw new IllegalArgumentException("source is " + source + "; it has to be of the family of " + group);
      }
    }
  }

  private GroupMembership add(IpAddress address, SourceFilter filter, boolean shared, boolean counted) {
    MulticastGroup group = find(address);
    if (group == null) {
      group = new MulticastGroup(address, address.hash(seed));
      groups.add(group);
      index();
    }
    GroupMembership membership = new GroupMembership(this, group, filter, shared, counted);
    group.add(membership);
    update(group);
    return membership;
  }

  void remove(GroupMembership membership) {
    joined -= membership.isCounted() ? 1 : 0;
    MulticastGroup group = membership.group();
    group.remove(membership);
    if (group.isEmpty()) {
      groups.remove(group);
      index();
    }
    update(group);
  }

  /** Works out anew what a group is listened to for, and tells if that has changed. */
  void update(MulticastGroup group) {
    SourceFilter before = group.filter();
    group.merge();
    if (!before.equals(group.filter())) {
      listener.changed(group.address(), before, group.filter());
    }
  }

  private void index() {
    table = new MulticastGroup[Integer.highestOneBit(groups.size() + 1) * 4];
    int mask = table.length - 1;
    for (MulticastGroup group : groups) {
      int slot = (int) group.hash & mask;
      while (table[slot] != null) {
        slot = slot + 1 & mask;
      }
      table[slot] = group;
    }
  }

  /** Listens to the solicited-node group of an address that has become ours (RFC 4861 §7.2.1, RFC 4862 §5.4.2). */
  @Only(IPV6)
  void solicit(Ipv6Address address) {
    solicitedNodes.add(add(address.solicitedNode(), SourceFilter.ANY, true, false));
  }

  /** Leaves the solicited-node group of an address that was ours, unless another one shares it. */
  @Only(IPV6)
  void unsolicit(Ipv6Address address) {
    Ipv6Address group = address.solicitedNode();
    for (GroupMembership membership : solicitedNodes) {
      if (membership.address().equals(group)) {
        membership.leave();
        solicitedNodes.remove(membership);
        return;
      }
    }
  }

  /**
   * Tells whether the interface has joined a group.
   *
   * @param group the address of the group
   * @return whether it has; false for {@code 224.0.0.1} and {@code ff02::1}, unless somebody has joined them
   */
  public boolean isMember(IpAddress group) {
    return find(group) != null;
  }

  /** {@return the groups that were joined, in the order of joining} */
  public List<MulticastGroup> joined() {
    return view;
  }

  /**
   * Finds a group.
   *
   * @param address its address
   * @return the group; null if the interface is not in it
   */
  public MulticastGroup find(IpAddress address) {
    long hash = address.hash(seed);
    int mask = table.length - 1;
    for (int slot = (int) hash & mask; table[slot] != null; slot = slot + 1 & mask) {
      if (table[slot].hash == hash && table[slot].address().equals(address)) {
        return table[slot];
      }
    }
    return null;
  }

  /** The group whose IPv4 address is in a buffer; null if the interface is not in it. */
  @Only(IPV4)
  MulticastGroup find4(byte[] bytes, int at) {
    return find(bytes, at, Ipv4Address.hashAt(bytes, at, seed));
  }

  /** The group whose IPv6 address is in a buffer; null if the interface is not in it. */
  @Only(IPV6)
  MulticastGroup find6(byte[] bytes, int at) {
    return find(bytes, at, Ipv6Address.hashAt(bytes, at, seed));
  }

  private MulticastGroup find(byte[] bytes, int at, long hash) {
    int mask = table.length - 1;
    for (int slot = (int) hash & mask; table[slot] != null; slot = slot + 1 & mask) {
      if (table[slot].hash == hash && table[slot].address().isAt(bytes, at)) {
        return table[slot];
      }
    }
    return null;
  }

  /**
   * Sets who hears of changes: the protocol that tells routers of them.
   *
   * @param newListener the listener, which replaces the one before
   */
  public void listener(GroupListener newListener) {
    listener = Objects.requireNonNull(newListener, "listener is null");
  }
}
