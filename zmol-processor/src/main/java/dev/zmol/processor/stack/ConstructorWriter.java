package dev.zmol.processor.stack;

import static dev.zmol.processor.stack.FieldNames.DEVICE;
import static dev.zmol.processor.stack.FieldNames.DROPS;
import static dev.zmol.processor.stack.FieldNames.FRAME;
import static dev.zmol.processor.stack.FieldNames.IP;
import static dev.zmol.processor.stack.FieldNames.LINK;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.zmol.processor.stack.StackModel.ProtocolPart;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the constructors of a composed stack: one for the parts, and one for those content with the defaults. */
final class ConstructorWriter {
  private static final String RADIO = "radio";

  private final StackModel model;
  private final InterfaceNames names;

  ConstructorWriter(StackModel model) {
    this.model = model;
    this.names = new InterfaceNames(model.family());
  }

  List<MethodSpec> write() {
    return configured().isEmpty() ? List.of(constructor()) : List.of(defaultConstructor(), constructor());
  }

  private MethodSpec.Builder head() {
    MethodSpec.Builder head = MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PUBLIC)
        .addParameter(model.device(), DEVICE)
        .addParameter(names.configuration(), "configuration");
    return model.isRadio() ? head.addParameter(InterfaceNames.LOWPAN_CONFIGURATION, RADIO) : head;
  }

  private CodeBlock parametersComment() {
    String radio = model.isRadio() ? "@param radio the addresses of the station, and how it behaves on the radio\n" : "";
    return CodeBlock.of(
        "@param device what carries its frames; it stays the caller's to close\n"
            + "@param configuration the addresses, routes and limits of the interface\n" + radio);
  }

  private CodeBlock throwsComment() {
    return CodeBlock.of("@throws IllegalArgumentException if the device does not carry $L\n", frames());
  }

  private List<ProtocolPart> configured() {
    return model.protocols().stream().filter(protocol -> protocol.configuration().isPresent()).toList();
  }

  /** The constructor for those who are content with what protocols are by default. */
  private MethodSpec defaultConstructor() {
    CodeBlock defaults =
        configured().stream()
            .map(protocol -> CodeBlock.of("$T.DEFAULT", protocol.configuration().orElseThrow()))
            .collect(CodeBlock.joining(", "));
    return head()
        .addJavadoc("Creates the stack, with protocols that are configured as by default.\n\n")
        .addJavadoc(parametersComment())
        .addJavadoc(throwsComment())
        .addStatement("this($N, configuration$L, $L)", DEVICE, radio(), defaults)
        .build();
  }

  private MethodSpec constructor() {
    MethodSpec.Builder constructor =
        head().addJavadoc("Creates the stack.\n\n").addJavadoc(parametersComment());
    for (ProtocolPart protocol : configured()) {
      constructor
          .addJavadoc("@param $L how {@link $T} behaves\n", protocol.parameter(), protocol.type())
          .addParameter(protocol.configuration().orElseThrow(), protocol.parameter());
    }
    return finish(constructor.addJavadoc(throwsComment()));
  }

  private MethodSpec finish(MethodSpec.Builder constructor) {
    constructor
        .beginControlFlow(
            "if ($N.capabilities().medium() != $T.$L)", DEVICE, InterfaceNames.MEDIUM, model.medium().name())
        .addStatement(
            "throw new $T($W\"device carries \" + $N.capabilities().medium() + \"; $L is composed for $L\")",
            IllegalArgumentException.class,
            DEVICE,
            model.composed().simpleName(),
            model.medium().name())
        .endControlFlow()
        .addStatement("this.$N = $N", DEVICE, DEVICE)
        .addStatement(
            "this.$N = new $T($N, configuration$L, $N)", LINK, names.link(model.medium()), DEVICE, radio(), DROPS)
        .addStatement("this.$N = new $T($N, $N, configuration, $N)", IP, names.ipLayer(), DEVICE, LINK, DROPS);
    for (ProtocolPart protocol : model.protocols()) {
      constructor.addStatement("this.$N = new $T($L)", protocol.field(), protocol.type(), arguments(protocol));
    }
    return constructor
        .addStatement(
            "this.$N = new $T($N.capabilities().maxFrameLength())", FRAME, InterfaceNames.PACKET, DEVICE)
        .build();
  }

  private String arguments(ProtocolPart protocol) {
    List<String> arguments = new ArrayList<>(List.of(IP));
    protocol.needed().forEach(needed -> arguments.add(model.field(needed)));
    if (protocol.configuration().isPresent()) {
      arguments.add(protocol.parameter());
    }
    return String.join(", ", arguments);
  }

  /** The argument that only a radio needs. */
  private String radio() {
    return model.isRadio() ? ", " + RADIO : "";
  }

  private String frames() {
    return switch (model.medium()) {
      case ETHERNET -> "Ethernet frames";
      case IP -> "bare IP packets";
      case IEEE802154 -> "IEEE 802.15.4 frames";
    };
  }
}
