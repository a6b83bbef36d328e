package dev.zmol.processor.stack;

import static dev.zmol.processor.stack.FieldNames.DROPS;
import static dev.zmol.processor.stack.FieldNames.IP;
import static dev.zmol.processor.stack.FieldNames.LINK;

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
    methods.add(ingress());
    methods.add(deliver());
    if (model.protocols().stream().anyMatch(ProtocolPart::isIcmp)) {
      methods.add(report());
    }
    return methods;
  }

  private MethodSpec ingress() {
    MethodSpec.Builder ingress =
        MethodSpec.methodBuilder("ingress")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .addParameter(InterfaceNames.PACKET, "frame")
            .addParameter(TypeName.LONG, "nowNanos")
            .beginControlFlow("switch ($N.receive(frame))", LINK);
    if (model.hasIpv4()) {
      network(ingress, "IPV4", "receiveIpv4");
    }
    if (model.hasIpv6()) {
      network(ingress, "IPV6", "receiveIpv6");
    }
    if (model.hasIpv4() && model.isEthernet()) {
      ingress.addStatement("case $T.ARP -> $N.receiveArp(frame, nowNanos)", InterfaceNames.ETHER_TYPE, LINK);
    }
    return ingress
        .beginControlFlow("case $T.DROPPED ->", names.link())
        .addComment("The link has counted it.")
        .endControlFlow()
        .addStatement("default -> $N.count($T.ETHER_TYPE_UNKNOWN)", DROPS, InterfaceNames.DROP_REASON)
        .endControlFlow()
        .build();
  }

  private static void network(MethodSpec.Builder ingress, String etherType, String method) {
    ingress.addStatement(
        "case $T.$L -> deliver($N.$L(frame, nowNanos), nowNanos)", InterfaceNames.ETHER_TYPE, etherType, IP, method);
  }

  private MethodSpec deliver() {
    MethodSpec.Builder deliver =
        MethodSpec.methodBuilder("deliver")
            .addJavadoc("Hands a packet to the protocol that it is for.\n")
            .addModifiers(Modifier.PRIVATE)
            .addParameter(names.receivedPacket(), "packet")
            .addParameter(TypeName.LONG, "nowNanos")
            .beginControlFlow("if (packet == null)")
            .addComment("The IP layer has counted it, or keeps it.")
            .addStatement("return")
            .endControlFlow()
            .beginControlFlow("switch (packet.protocol())");
    for (ProtocolPart protocol : model.protocols()) {
      deliver
          .beginControlFlow("case $L ->", labels(protocol))
          .beginControlFlow("if (!$N.receive(packet, nowNanos))", protocol.field())
          .addStatement("$N.portUnreachable(packet, nowNanos)", IP)
          .endControlFlow();
      if (protocol.isIcmp()) {
        deliver.addStatement("report($N.takeError(), nowNanos)", IP);
      }
      deliver.endControlFlow();
    }
    return deliver
        .addStatement("default -> $N.protocolUnreachable(packet, nowNanos)", IP)
        .endControlFlow()
        .build();
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
    for (ProtocolPart protocol : model.protocols()) {
      report.addStatement("case $L -> $N.error(error, nowNanos)", labels(protocol), protocol.field());
    }
    return report
        .beginControlFlow("default ->")
        .addComment("No protocol of this stack has sent it.")
        .endControlFlow()
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
