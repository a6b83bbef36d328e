package dev.zmol.lowpan.rpl.wire;

import dev.zmol.lowpan.rpl.wire.RplMessage.DestinationAcknowledgment;
import dev.zmol.lowpan.rpl.wire.RplMessage.DestinationAdvertisement;
import dev.zmol.lowpan.rpl.wire.RplMessage.DodagInformation;
import dev.zmol.lowpan.rpl.wire.RplMessage.Solicitation;
import dev.zmol.wire.Dissection;
import dev.zmol.wire.MessagePrinter;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.Optional;

/** Shows messages of RPL: for messages of ICMPv6 of type {@link RplMessage#TYPE}. */
public final class RplPrinter implements MessagePrinter {
  /** Creates a printer. */
  public RplPrinter() {}

  @Override
  public void appendLine(StringBuilder out, byte[] buf, int from, int to) {
    Optional<RplMessage> message = RplMessage.parse(buf, from, to);
    if (message.isEmpty()) {
      out.append("RPL [malformed] length ").append(to - from);
      return;
    }
    out.append(name(message.get()));
    switch (message.get()) {
      case Solicitation _ -> {
        // Its options say all.
      }
      case DodagInformation dio -> {
        out.append(" instance ").append(dio.instance()).append(" version ").append(dio.version());
        out.append(" rank ").append(dio.rank()).append(" mode ").append(dio.mode().number());
        out.append(" dtsn ").append(dio.trigger()).append(" dodag ").append(dio.dodagId());
      }
      case DestinationAdvertisement dao -> {
        out.append(" instance ").append(dao.instance()).append(" sequence ").append(dao.sequence());
        dodag(out, dao.dodagId());
      }
      case DestinationAcknowledgment ack -> {
        out.append(" instance ").append(ack.instance()).append(" sequence ").append(ack.sequence());
        out.append(" status ").append(ack.status());
        dodag(out, ack.dodagId());
      }
    }
    message.get().options().forEach(option -> appendOption(out, option));
  }

  private static String name(RplMessage message) {
    return switch (message) {
      case Solicitation _ -> "DIS";
      case DodagInformation _ -> "DIO";
      case DestinationAdvertisement _ -> "DAO";
      case DestinationAcknowledgment _ -> "DAO-ACK";
    };
  }

  private static void dodag(StringBuilder out, Ipv6Address dodagId) {
    if (!dodagId.isUnspecified()) {
      out.append(" dodag ").append(dodagId);
    }
  }

  private static void appendOption(StringBuilder out, RplOption option) {
    switch (option) {
      case RplOption.Target target ->
          out.append(" target ").append(target.prefix()).append('/').append(target.prefixLength());
      case RplOption.TransitInformation transit -> {
        out.append(" lifetime ").append(transit.pathLifetime());
        if (!transit.parent().isUnspecified()) {
          out.append(" parent ").append(transit.parent());
        }
      }
      case RplOption.PrefixInformation prefix ->
          out.append(" prefix ").append(prefix.prefix()).append('/').append(prefix.prefixLength());
      default -> {
        // The others are for the tree.
      }
    }
  }

  @Override
  public void describe(Dissection out, byte[] buf, int from, int to) {
    Optional<RplMessage> message = RplMessage.parse(buf, from, to);
    if (message.isEmpty()) {
      out.begin("RPL [malformed]").decimal("length", to - from).end();
      return;
    }
    out.begin(name(message.get()));
    switch (message.get()) {
      case Solicitation _ -> {
        // Its options say all.
      }
      case DodagInformation dio ->
          out.text("instance", dio.instance())
              .decimal("version", dio.version())
              .decimal("rank", dio.rank())
              .text("grounded", dio.grounded())
              .decimal("mode", dio.mode().number())
              .decimal("preference", dio.preference())
              .decimal("dtsn", dio.trigger())
              .text("dodagId", dio.dodagId());
      case DestinationAdvertisement dao ->
          out.text("instance", dao.instance())
              .text("acknowledge", dao.acknowledge())
              .decimal("sequence", dao.sequence())
              .text("dodagId", dao.dodagId());
      case DestinationAcknowledgment ack ->
          out.text("instance", ack.instance())
              .decimal("sequence", ack.sequence())
              .decimal("status", ack.status())
              .text("dodagId", ack.dodagId());
    }
    message.get().options().forEach(option -> describe(out, option));
    out.end();
  }

  private static void describe(Dissection out, RplOption option) {
    switch (option) {
      case RplOption.Pad1 _, RplOption.PadN _ -> out.decimal("padding", option.length());
      case RplOption.Unknown(int type, var content) -> out.text("option" + type, content);
      default -> out.text(option.getClass().getSimpleName(), values(option));
    }
  }

  /** What the record says of itself, without its name. */
  private static String values(RplOption option) {
    String text = option.toString();
    return text.substring(text.indexOf('[') + 1, text.length() - 1);
  }
}
