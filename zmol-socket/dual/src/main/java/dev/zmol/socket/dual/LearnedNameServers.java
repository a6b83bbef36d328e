package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dns.SearchList;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The name servers and domains that a resolver was told of, by who has told. Of too many the first are kept. */
@Specialize
final class LearnedNameServers {
  private final Map<Object, List<IpAddress>> servers = new LinkedHashMap<>();
  private final Map<Object, List<DnsName>> domains = new LinkedHashMap<>();

  /** Takes what somebody tells, in place of what he has told before. */
  void put(Object source, List<? extends IpAddress> newServers, List<String> newDomains) {
    servers.put(
        source,
        newServers.stream()
            .filter(IpAddress::isUnicast)
            .limit(DnsConfiguration.MAX_SERVERS)
            .<IpAddress>map(server -> server)
            .toList());
    domains.put(
        source,
        newDomains.stream().flatMap(text -> name(text).stream()).limit(SearchList.MAX_DOMAINS).toList());
  }

  /** A text from the network need not be a name. */
  private static Optional<DnsName> name(String text) {
    try {
      return Optional.of(DnsName.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Settings with what they lack: servers if there are none, domains if there are none. */
  DnsConfiguration complete(DnsConfiguration settings) {
    DnsConfiguration.Builder builder = settings.toBuilder();
    if (settings.servers().isEmpty()) {
      merged(servers, DnsConfiguration.MAX_SERVERS).forEach(builder::server);
    }
    if (settings.searchList().domains().isEmpty()) {
      builder.search(merged(domains, SearchList.MAX_DOMAINS));
    }
    return builder.build();
  }

  private static <T> List<T> merged(Map<Object, List<T>> bySource, int most) {
    List<T> all = new ArrayList<>();
    bySource.values().forEach(all::addAll);
    return all.stream().distinct().limit(most).toList();
  }
}
