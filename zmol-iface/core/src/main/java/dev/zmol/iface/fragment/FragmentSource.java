package dev.zmol.iface.fragment;

import java.util.LinkedHashSet;

/** A host that fragments come from: its incomplete datagrams, the oldest first, and the memory that they take. */
final class FragmentSource {
  final FragmentKey.HostKey key;
  final LinkedHashSet<PartialDatagram> datagrams = new LinkedHashSet<>();
  int memory;

  FragmentSource(FragmentKey.HostKey key) {
    this.key = key;
  }
}
