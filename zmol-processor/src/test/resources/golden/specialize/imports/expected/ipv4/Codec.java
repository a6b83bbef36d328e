// The IPv4 flavour of net.other.Codec, derived by zmol. Do not edit.
package net.other.ipv4;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static net.ipv4.Ipv4Address.parse;

import java.util.ArrayList;
import net.ipv4.Ipv4Address;
import net.ipv4.Version;

/** Uses {@link Version} in its documentation alone. */
public final class Codec {
  public Object decode(String text) {
    Ipv4Address address = parse(requireNonNull(text));
    return entry(address.bits(), new ArrayList<String>());
  }
}
