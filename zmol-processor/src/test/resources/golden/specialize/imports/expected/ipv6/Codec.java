// The IPv6 flavour of net.other.Codec, derived by zmol. Do not edit.
package net.other.ipv6;

import static java.util.Objects.requireNonNull;
import static net.ipv6.Ipv6Address.parse;

import java.util.ArrayDeque;
import java.util.Map;
import net.ipv6.Ipv6Address;
import net.ipv6.Version;

/** Uses {@link Version} in its documentation alone. */
public final class Codec {
  public Object decode(String text) {
    Ipv6Address address = parse(requireNonNull(text));
    Ipv6Address v6 = address;
    return Map.of(v6.low(), new ArrayDeque<String>());
  }
}
