package dev.zmol.processor.stack;

import static dev.zmol.processor.stack.FieldNames.DROPS;
import static dev.zmol.processor.stack.FieldNames.IP;
import static dev.zmol.processor.stack.FieldNames.LINK;
import static dev.zmol.processor.stack.FieldNames.PACKET;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.zmol.processor.stack.StackModel.ProtocolNumber;
import dev.zmol.processor.stack.StackModel.ProtocolPart;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the way of a frame to its protocol: one switch per decision, with the chosen cases only. */
final class DemuxWriter {
  private final StackModel model;
  private final InterfaceNames names;

  DemuxWriter(StackModel model) {
    this.model = model;
    this.names = new InterfaceNames(model.family());
  }

  List<MethodSpec> write() {
    List<MethodSpec> methods = new ArrayList<>();
    methods.add(model.hasLinkHeader() ? frameIngress() : ipIngress());
    methods.add(deliver());
    if (model.protocols().stream().anyMatch(ProtocolPart::reportsErrors)) {
      methods.add(report());
    }
    if (model.protocols().stream().anyMatch(ProtocolPart::unwraps)) {
      methods.add(unwrapped());
    }
    return methods;
  }

  private static MethodSpec.Builder ingress() {
    return MethodSpec.methodBuilder("ingress")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .addParameter(InterfaceNames.PACKET, "frame")
        .addParameter(TypeName.LONG, "nowNanos");
  }

  private MethodSpec frameIngress() {
    MethodSpec.Builder ingress =
        ingress()
            .beginControlFlow("switch ($N.receive(frame, nowNanos))", LINK)
            .addStatement("case $L -> deliver(frame, nowNanos)", etherTypes());
    if (model.hasIpv4()) {
      ingress.addStatement("case $T.ARP -> $N.arp(frame, nowNanos)", InterfaceNames.ETHER_TYPE, LINK);
    }
    return ingress
        .beginControlFlow("case -1 ->")
        .addComment("The link has counted it.")
        .endControlFlow()
        .addStatement("default -> $N.count($T.ETHER_TYPE_UNKNOWN)", DROPS, InterfaceNames.DROP_REASON)
        .endControlFlow()
        .build();
  }

  private CodeBlock etherTypes() {
    List<CodeBlock> types = new ArrayList<>();
    if (model.hasIpv4()) {
      types.add(CodeBlock.of("$T.IPV4", InterfaceNames.ETHER_TYPE));
    }
    if (model.hasIpv6()) {
      types.add(CodeBlock.of("$T.IPV6", InterfaceNames.ETHER_TYPE));
    }
    return CodeBlock.join(types, ", ");
  }

  /** Without a link layer a frame is an IP packet; the IP layer knows its version. */
  private MethodSpec ipIngress() {
    return ingress().addStatement("deliver(frame, nowNanos)").build();
  }

  private MethodSpec deliver() {
    MethodSpec.Builder deliver =
        MethodSpec.methodBuilder("deliver")
            .addJavadoc("Hands an IP packet to the protocol that it is for.\n")
            .addModifiers(Modifier.PRIVATE)
            .addParameter(InterfaceNames.PACKET, "frame")
            .addParameter(TypeName.LONG, "nowNanos")
            .beginControlFlow("if (!$N.receive(frame, $N, nowNanos))", IP, PACKET)
            .addComment("The IP layer has counted it.")
            .addStatement("return")
            .endControlFlow();
    admit(deliver);
    String observed = observe(deliver);
    deliver.beginControlFlow("switch ($N.protocol())", PACKET);
    for (ProtocolPart protocol : numbered()) {
      deliver
          .beginControlFlow("case $L ->", labels(protocol))
          .beginControlFlow("if (!$N.receive($N, nowNanos))", protocol.field(), PACKET)
          .addStatement("$N.portUnreachable($N, nowNanos)", IP, PACKET)
          .endControlFlow();
      if (protocol.reportsErrors()) {
        deliver.addStatement("report($N.pendingError(), nowNanos)", protocol.field());
      }
      if (protocol.unwraps()) {
        deliver.addStatement("unwrapped($N.pendingPacket(), nowNanos)", protocol.field());
      }
      deliver.endControlFlow();
    }
    return unknown(deliver, observed).endControlFlow().build();
  }

  /** Asks those that say of every packet whether it may pass; they count what may not. */
  private void admit(MethodSpec.Builder deliver) {
    for (ProtocolPart protocol : model.protocols()) {
      if (protocol.admits()) {
        deliver
            .beginControlFlow("if (!$N.admits($N, nowNanos))", protocol.field(), PACKET)
            .addComment("It has counted it.")
            .addStatement("return")
            .endControlFlow();
      }
    }
  }

  /** Shows the packet to those that see every packet; the name of the variable that says whether one wants it. */
  private String observe(MethodSpec.Builder deliver) {
    String observed = "";
    for (ProtocolPart protocol : model.protocols()) {
      if (protocol.observes()) {
        String form = observed.isEmpty() ? "boolean observed = $N.observe($N, nowNanos)" : "observed |= $N.observe($N, nowNanos)";
        deliver.addStatement(form, protocol.field(), PACKET);
        observed = "observed";
      }
    }
    return observed;
  }

  /** A packet of a protocol that the stack does not speak is answered, unless somebody has taken it all the same. */
  private static MethodSpec.Builder unknown(MethodSpec.Builder deliver, String observed) {
    if (observed.isEmpty()) {
      return deliver.addStatement("default -> $N.protocolUnreachable($N, nowNanos)", IP, PACKET);
    }
    return deliver
        .beginControlFlow("default ->")
        .beginControlFlow("if (!$N)", observed)
        .addStatement("$N.protocolUnreachable($N, nowNanos)", IP, PACKET)
        .endControlFlow()
        .endControlFlow();
  }

  /** The protocols that have packets of their own. */
  private List<ProtocolPart> numbered() {
    return model.protocols().stream().filter(protocol -> !protocol.numbers().isEmpty()).toList();
  }

  private MethodSpec report() {
    MethodSpec.Builder report =
        MethodSpec.methodBuilder("report")
            .addJavadoc("Tells the protocol that has sent a packet of the ICMP error about it.\n")
            .addModifiers(Modifier.PRIVATE)
            .addParameter(names.icmpError(), "error")
            .addParameter(TypeName.LONG, "nowNanos")
            .beginControlFlow("if (error == null)")
            .addStatement("return")
            .endControlFlow()
            .beginControlFlow("switch (error.protocol())");
    for (ProtocolPart protocol : numbered()) {
      report.addStatement("case $L -> $N.error(error, nowNanos)", labels(protocol), protocol.field());
    }
    return report
        .beginControlFlow("default ->")
        .addComment("No protocol of this stack has sent it.")
        .endControlFlow()
        .endControlFlow()
        .build();
  }

  private static MethodSpec unwrapped() {
    return MethodSpec.methodBuilder("unwrapped")
        .addJavadoc("Takes in the IP packet that was within another, if there was one.\n")
        .addModifiers(Modifier.PRIVATE)
        .addParameter(InterfaceNames.PACKET, "inner")
        .addParameter(TypeName.LONG, "nowNanos")
        .beginControlFlow("if (inner != null)")
        .addStatement("deliver(inner, nowNanos)")
        .endControlFlow()
        .build();
  }

  private static CodeBlock labels(ProtocolPart protocol) {
    return protocol.numbers().stream().map(DemuxWriter::label).collect(CodeBlock.joining(", "));
  }

  private static CodeBlock label(ProtocolNumber number) {
    return number.constant().isEmpty()
        ? CodeBlock.of("$L", number.value())
        : CodeBlock.of("$T.$L", InterfaceNames.IP_PROTOCOL, number.constant());
  }
}
