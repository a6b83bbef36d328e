package dev.zmol.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** Records whose components are of types that other processors generate. */
@Covers("G1")
class WireRoundsTest {
  /** Generates the record {@code p.Late} in the first round. */
  @SupportedAnnotationTypes("*")
  private static final class LateProcessor extends AbstractProcessor {
    private boolean done;

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!done) {
        done = true;
        try (Writer out = processingEnv.getFiler().createSourceFile("p.Late").openWriter()) {
          out.write("package p;\nimport dev.zmol.annotations.*;\n");
          out.write("@WireFormat\npublic record Late(@Bits(24) int value) {}\n");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }

  @Test
  void waitForThem() throws Exception {
    var compilation =
        Compilation.of(
                """
                package p;
                import dev.zmol.annotations.*;
                @WireFormat
                public record EarlyHeader(@Bits(8) int kind, Late late) {}
                """)
            .processor(new LateProcessor())
            .run();
    assertThat(compilation.succeeded()).as(compilation::log).isTrue();
    assertThat(compilation.output("p/LateWire.java")).contains("public static final int LENGTH = 3;");
    assertThat(compilation.output("p/EarlyWire.java"))
        .contains("public static final int LENGTH = 4;")
        .contains("public static int lateValue(byte[] buf, int offset)");
  }
}
