package net.other;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static net.IpAddress.parse;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Map;
import net.IpAddress;
import net.Ipv4Address;
import net.Ipv6Address;
import net.Version;

/** Uses {@link Version} in its documentation alone. */
@Specialize
public final class Codec {
  public Object decode(String text) {
    IpAddress address = parse(requireNonNull(text));
    if (address instanceof Ipv4Address v4) {
      return entry(v4.bits(), new ArrayList<String>());
    }
    Ipv6Address v6 = (Ipv6Address) address;
    return Comptime.IPV6 ? Map.of(v6.low(), new ArrayDeque<String>()) : null;
  }
}
