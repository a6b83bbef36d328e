/** The zmol annotation processors. */
@SuppressWarnings("requires-automatic")
module dev.zmol.processor {
  requires com.palantir.javapoet;
  requires java.compiler;
  requires jdk.compiler;
  requires dev.zmol.annotations;

  requires static com.google.auto.service;

  provides javax.annotation.processing.Processor with
      dev.zmol.processor.specialize.FlavorProcessor,
      dev.zmol.processor.specialize.SpecializeProcessor,
      dev.zmol.processor.stack.NetworkStackProcessor,
      dev.zmol.processor.wire.WireFormatProcessor;
}
