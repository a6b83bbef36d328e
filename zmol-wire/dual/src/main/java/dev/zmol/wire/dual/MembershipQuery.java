package dev.zmol.wire.dual;

import dev.zmol.annotations.Specialize;
import java.util.List;

/**
 * A question of a router or bridge about groups: an IGMP query or an MLD query (RFC 3376 §4.1, RFC 3810 §5.1).
 *
 * @param version the version of the protocol: 1 to 3 for IGMP, 1 or 2 for MLD
 * @param maxResponseMillis how long an answer may take, in milliseconds; 0 in IGMPv1, which has ten seconds for all
 * @param group the group that is asked about; the unspecified address if it is all of them
 * @param suppress whether routers are to leave their timers alone
 * @param robustness how often a report is sent in case one is lost (0 to 7); 0 if nothing is said
 * @param intervalSeconds how often the querier asks, in seconds; 0 if nothing is said
 * @param sources the sources that are asked about; empty if it is all of them
 */
@Specialize
public record MembershipQuery(
    int version,
    int maxResponseMillis,
    IpAddress group,
    boolean suppress,
    int robustness,
    int intervalSeconds,
    List<IpAddress> sources) {
  /**
   * Copies the list.
   *
   * @param version the version of the protocol: 1 to 3 for IGMP, 1 or 2 for MLD
   * @param maxResponseMillis how long an answer may take, in milliseconds; 0 in IGMPv1, which has ten seconds for all
   * @param group the group that is asked about; the unspecified address if it is all of them
   * @param suppress whether routers are to leave their timers alone
   * @param robustness how often a report is sent in case one is lost (0 to 7); 0 if nothing is said
   * @param intervalSeconds how often the querier asks, in seconds; 0 if nothing is said
   * @param sources the sources that are asked about; empty if it is all of them
   */
  public MembershipQuery {
    sources = List.copyOf(sources);
  }

  /** {@return whether all groups are asked about} */
  public boolean isGeneral() {
    return group.isUnspecified();
  }
}
