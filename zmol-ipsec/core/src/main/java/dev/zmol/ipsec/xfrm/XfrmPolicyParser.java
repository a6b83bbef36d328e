package dev.zmol.ipsec.xfrm;

import dev.zmol.ipsec.Lifetime;
import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.PolicyAction;
import dev.zmol.ipsec.PolicyDirection;
import dev.zmol.ipsec.PortRange;
import dev.zmol.wire.IpProtocol;
import java.util.Optional;

/** Reads one policy. */
final class XfrmPolicyParser {
  private static final int ANY = -1;
  private static final int MOST_PORTS = 0xffff;
  private static final long MOST = 0xffff_ffffL;
  private static final int FIRST_DISCOVERY = 133;
  private static final int LAST_DISCOVERY = 137;

  private final int line;
  private final String source;
  private final XfrmLimits limits = new XfrmLimits();
  private String destination = "";
  private int protocol = ANY;
  private int icmpType = ANY;
  private PortRange sourcePorts = PortRange.ANY;
  private PortRange destinationPorts = PortRange.ANY;
  private PolicyDirection direction;
  private boolean isOfNoUse;
  private boolean isBlocked;

  /** With a request id, the index of one association says nothing more: a daemon has put it there. */
  private boolean isOfOneAssociation;

  private long priority;
  private XfrmPolicy.Template template;

  XfrmPolicyParser(int line, String source) {
    this.line = line;
    this.source = source;
  }

  void read(XfrmWords words) {
    while (!XfrmText.isOver(words)) {
      int at = words.line();
      String keyword = words.word("what it is about");
      if (!isSelector(keyword, words) && !limits.take(keyword, words)) {
        take(at, keyword, words);
      }
    }
  }

  private boolean isSelector(String keyword, XfrmWords words) {
    switch (keyword) {
      case "dst" -> destination = words.word("addresses");
      case "proto" -> protocol = protocol(words);
      case "sport" -> sourcePorts = port(words);
      case "dport" -> destinationPorts = port(words);
      case "type" -> icmpType = (int) words.number(keyword, 255);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static PortRange port(XfrmWords words) {
    return PortRange.of((int) words.number("a port", MOST_PORTS));
  }

  private static int protocol(XfrmWords words) {
    int at = words.line();
    int number = words.beginsWithDigit() ? (int) words.number("a protocol", 255) : number(at, words.word("a protocol"));
    return number == 0 ? ANY : number;
  }

  private static int number(int at, String name) {
    return switch (name) {
      case "any" -> ANY;
      case "icmp" -> IpProtocol.ICMPV4;
      case "igmp" -> IpProtocol.IGMP;
      case "tcp" -> IpProtocol.TCP;
      case "udp" -> IpProtocol.UDP;
      case "dccp" -> 33;
      case "gre" -> 47;
      case "ipv6-icmp", "icmpv6" -> IpProtocol.ICMPV6;
      case "ospf" -> 89;
      case "sctp" -> 132;
      default -> throw XfrmText.unsupported(at, "protocol " + XfrmWords.shown(name));
    };
  }

  private void take(int at, String keyword, XfrmWords words) {
    switch (keyword) {
      case "dir" -> direct(words);
      // A program has asked for that, such as a daemon that negotiates keys: it is for no socket but that one.
      case "socket" -> {
        words.word("a direction");
        isOfNoUse = true;
      }
      case "action" -> act(words);
      case "priority" -> priority = words.number(keyword, MOST);
      case "index" -> words.number(keyword, MOST);
      case "ptype" -> {
        if (!words.take("main")) {
          throw XfrmText.unsupported(at, "a policy that is none of the main ones");
        }
      }
      case "flag" -> {
        words.take("localok");
        words.take("icmp");
        words.skipParentheses();
      }
      case "share", "uid" -> words.word(keyword);
      case "crypto" -> words.skipLine();
      case "tmpl" -> protect(at, words);
      default -> throw XfrmText.unsupported(at, XfrmWords.shown(keyword) + " of a policy");
    }
  }

  private void direct(XfrmWords words) {
    int at = words.line();
    switch (words.word("a direction")) {
      case "in" -> direction = PolicyDirection.IN;
      case "out" -> direction = PolicyDirection.OUT;
      case "fwd" -> isOfNoUse = true; // Nothing is forwarded here.
      default -> throw new XfrmException(at, "\"dir\" has to be \"in\", \"out\" or \"fwd\"");
    }
  }

  private void act(XfrmWords words) {
    isBlocked = words.take("block");
    if (!isBlocked && !words.take("allow")) {
      throw words.refuse("\"action\" has to be \"allow\" or \"block\"");
    }
  }

  private void protect(int at, XfrmWords words) {
    if (template != null) {
      throw XfrmText.unsupported(at, "more than one \"tmpl\" of a policy");
    }
    template = new Reader().read(at, words);
  }

  /** The policy; none if it is for packets that are forwarded, or of a socket. */
  Optional<XfrmPolicy> policy() {
    PolicyAction action =
        isBlocked ? PolicyAction.DISCARD : template == null ? PolicyAction.BYPASS : PolicyAction.PROTECT;
    if (isOfNoUse || isNeighborDiscovery(action)) {
      return Optional.empty();
    }
    if (icmpType != ANY) {
      throw XfrmText.unsupported(line, "a policy for a type of ICMP messages");
    }
    if (isOfOneAssociation) {
      throw XfrmText.unsupported(line, "a policy for one association without a \"reqid\"");
    }
    if (!limits.hard().equals(Lifetime.UNLIMITED)) {
      throw XfrmText.unsupported(line, "a policy with a lifetime");
    }
    if (direction == null || destination.isEmpty()) {
      throw new XfrmException(line, "the policy has to have \"dst\" and \"dir\"");
    }
    XfrmPolicy.Template how =
        template == null ? new XfrmPolicy.Template("", "", IpProtocol.ESP, Mode.TRANSPORT, 0) : template;
    return Optional.of(
        new XfrmPolicy(
            line,
            direction,
            source,
            destination,
            protocol,
            sourcePorts,
            destinationPorts,
            action,
            priority,
            how));
  }

  /** Daemons let neighbour discovery pass in the clear, which it does here in any case. */
  private boolean isNeighborDiscovery(PolicyAction action) {
    return action == PolicyAction.BYPASS
        && protocol == IpProtocol.ICMPV6
        && icmpType >= FIRST_DISCOVERY
        && icmpType <= LAST_DISCOVERY;
  }

  /** Reads a template: which associations a policy wants. */
  private final class Reader {
    private String from = "";
    private String to = "";
    private int number;
    private Mode mode = Mode.TRANSPORT;
    private long spi;
    private long requestId;
    private boolean more = true;

    XfrmPolicy.Template read(int at, XfrmWords words) {
      while (more && !XfrmText.isOver(words)) {
        take(words);
      }
      if (number == 0 || requestId > Integer.MAX_VALUE) {
        throw new XfrmException(at, "\"tmpl\" has to have \"proto\", and \"reqid\" up to 2147483647");
      }
      isOfOneAssociation = spi != 0 && requestId == 0;
      return new XfrmPolicy.Template(from, to, number, mode, (int) requestId);
    }

    private void take(XfrmWords words) {
      if (words.take("src")) {
        from = words.word("an address");
      } else if (words.take("dst")) {
        to = words.word("an address");
      } else if (words.take("proto")) {
        number = protocol(words.line(), words.word("a protocol"));
      } else if (words.take("reqid")) {
        requestId = words.number("reqid", MOST);
      } else if (words.take("mode")) {
        mode = XfrmStateParser.mode(words);
      } else if (words.take("spi")) {
        spi = words.number("spi", MOST);
      } else if (words.take("level")) {
        requireLevel(words);
      } else {
        more = words.take("share") || words.take("enc-mask") || words.take("auth-mask") || words.take("comp-mask");
        if (more) {
          words.word("a value");
        }
      }
    }

    private static int protocol(int at, String name) {
      return switch (name) {
        case "esp" -> IpProtocol.ESP;
        case "ah" -> IpProtocol.AH;
        default -> throw XfrmText.unsupported(at, "protocol " + XfrmWords.shown(name));
      };
    }

    private static void requireLevel(XfrmWords words) {
      if (!words.take("required")) {
        throw XfrmText.unsupported(words.line(), "\"level\" other than \"required\"");
      }
    }
  }
}
