package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.GroupMembership;
import dev.zmol.iface.dual.Groups;
import dev.zmol.iface.dual.MulticastGroup;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.SourceFilter;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** The groups that one socket has joined: a few, so they are searched one by one. */
@Specialize
final class SocketGroups {
  private final Groups groups;
  private final List<GroupMembership> memberships = new ArrayList<>(0);

  SocketGroups(Groups groups) {
    this.groups = groups;
  }

  void join(IpAddress group, SourceFilter filter) {
    GroupMembership known = find(group);
    if (known == null) {
      memberships.add(groups.joinAlone(group, filter));
    } else {
      known.filter(filter);
    }
  }

  boolean leave(IpAddress group) {
    GroupMembership known = find(group);
    if (known != null) {
      known.leave();
      memberships.remove(known);
    }
    return known != null;
  }

  void leaveAll() {
    memberships.forEach(GroupMembership::leave);
    memberships.clear();
  }

  private GroupMembership find(IpAddress group) {
    for (GroupMembership membership : memberships) {
      if (membership.address().equals(group)) {
        return membership;
      }
    }
    return null;
  }

  /** Whether a packet to a group is for this socket: what it has joined decides, or else what everybody has. */
  boolean wants(ReceivedPacket packet) {
    MulticastGroup group = packet.group();
    if (group == null) {
      return true;
    }
    for (int k = 0; k < memberships.size(); k++) {
      if (memberships.get(k).group() == group) {
        return memberships.get(k).accepts(packet);
      }
    }
    return group.isShared(packet);
  }

  /** Whether what we send to a group ourselves is for this socket. */
  boolean wants(MulticastGroup group, IpAddress source) {
    for (int k = 0; k < memberships.size(); k++) {
      if (memberships.get(k).group() == group) {
        return memberships.get(k).filter().accepts(source);
      }
    }
    return group.isShared(source);
  }
}
