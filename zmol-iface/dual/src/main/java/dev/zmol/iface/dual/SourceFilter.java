package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.FilterMode;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Which sources of a group are listened to (RFC 3376 §2, RFC 3810 §4.2).
 *
 * <p>An immutable value. Two filters are equal if they accept the same, whatever the order of their sources.
 */
@Specialize
public final class SourceFilter {
  /** Accepts every source: what joining a group means, if nothing else is said. */
  public static final SourceFilter ANY = new SourceFilter(FilterMode.EXCLUDE, List.of());

  /** Accepts no source: what having left a group means. */
  public static final SourceFilter NONE = new SourceFilter(FilterMode.INCLUDE, List.of());

  private final FilterMode mode;
  private final List<IpAddress> sources;

  private SourceFilter(FilterMode mode, List<IpAddress> sources) {
    this.mode = mode;
    this.sources = sources;
  }

  /**
   * Returns the filter that accepts what some sources send, and nothing else.
   *
   * @param sources unicast addresses, of the family of the group
   * @return the filter
   */
  public static SourceFilter include(Collection<? extends IpAddress> sources) {
    return new SourceFilter(FilterMode.INCLUDE, distinct(sources));
  }

  /**
   * Returns the filter that accepts what anybody but some sources sends.
   *
   * @param sources unicast addresses, of the family of the group
   * @return the filter
   */
  public static SourceFilter exclude(Collection<? extends IpAddress> sources) {
    return new SourceFilter(FilterMode.EXCLUDE, distinct(sources));
  }

  private static List<IpAddress> distinct(Collection<? extends IpAddress> sources) {
    for (IpAddress source : sources) {
      if (!source.isUnicast()) {
        throw new IllegalArgumentException("source is " + source + "; it has to be a unicast address");
      }
    }
    return List.copyOf(new LinkedHashSet<IpAddress>(sources));
  }

  /**
   * Returns the narrowest filter that accepts what any of several does (RFC 3376 §3.2, RFC 3810 §4.2).
   *
   * @param filters the filters
   * @return the filter; {@link #NONE} if there are none
   */
  static SourceFilter merge(List<SourceFilter> filters) {
    SourceFilter merged = NONE;
    for (SourceFilter filter : filters) {
      merged = merged.or(filter);
    }
    return merged;
  }

  private SourceFilter or(SourceFilter other) {
    if (mode == other.mode && mode == FilterMode.INCLUDE) {
      List<IpAddress> union = new ArrayList<>(sources);
      union.addAll(other.sources);
      return include(union);
    }
    // What both exclude, or what the one excludes that the other does not ask for.
    return mode == FilterMode.EXCLUDE ? without(other) : other.without(this);
  }

  private SourceFilter without(SourceFilter other) {
    return exclude(sources.stream().filter(source -> !other.accepts(source)).toList());
  }

  /** {@return what the list of sources means} */
  public FilterMode mode() {
    return mode;
  }

  /** {@return the sources, each once} */
  public List<IpAddress> sources() {
    return sources;
  }

  /**
   * Tells whether a source is listened to.
   *
   * @param source the source
   * @return whether it is
   */
  public boolean accepts(IpAddress source) {
    return sources.contains(source) == (mode == FilterMode.INCLUDE);
  }

  /**
   * Tells whether a source in a buffer is listened to.
   *
   * @param bytes the bytes
   * @param at where its address begins, an address of the family of the group
   * @return whether it is
   */
  public boolean acceptsAt(byte[] bytes, int at) {
    boolean listed = false;
    for (int k = 0; k < sources.size() && !listed; k++) {
      listed = sources.get(k).isAt(bytes, at);
    }
    return listed == (mode == FilterMode.INCLUDE);
  }

  /** {@return whether no source at all is listened to} */
  public boolean isNone() {
    return mode == FilterMode.INCLUDE && sources.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceFilter that
        && mode == that.mode
        && sources.size() == that.sources.size()
        && sources.containsAll(that.sources);
  }

  @Override
  public int hashCode() {
    int hash = mode == FilterMode.INCLUDE ? 1 : 2;
    for (IpAddress source : sources) {
      hash += source.hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    return mode + " " + sources;
  }
}
