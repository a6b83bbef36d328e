package dev.zmol.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatProcessorTest {
  private static Compilation compile(String components) throws Exception {
    return Compilation.of(
            """
            package p;

            import dev.zmol.annotations.Bits;
            import dev.zmol.annotations.WireFormat;

            @WireFormat
            record AnyHeader(
                %s) {}
            """
                .formatted(components))
        .run();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @Bits(4) int a, @Bits(3) int b | AnyHeader.java:7:1: the components of @WireFormat record AnyHeader add up to 7 bits, which is no whole number of bytes: 1 bits are missing
          @Bits(8) byte a | AnyHeader.java:8:19: an unsigned value of 8 bits does not fit component a of type byte, which holds 7; use int
          @Bits(33) int a, @Bits(7) int b | AnyHeader.java:8:19: an unsigned value of 33 bits does not fit component a of type int, which holds 32; use long
          @Bits(2) boolean a, @Bits(6) int b | AnyHeader.java:8:22: an unsigned value of 2 bits does not fit component a of type boolean, which holds 1; use int
          @Bits(65) long a | AnyHeader.java:8:20: @Bits(65) is not between 1 and 64
          int a | AnyHeader.java:8:9: component a needs @Bits
          @Bits(32) float a | AnyHeader.java:8:21: component a is of type float, which has no wire format
          @Bits(32) String a | AnyHeader.java:8:22: component a is of type String, which is neither a number nor a @WireFormat record
          @Bits(4) int a, @Bits(64) long b, @Bits(4) int c | AnyHeader.java:8:36: component b straddles nine bytes, from bit 4 to bit 67; split it
          """)
  void reportsWhatDoesNotFitWhereItStands(String components, String error) throws Exception {
    Compilation compilation = compile(components);
    assertFalse(compilation.succeeded());
    assertEquals(List.of(error), compilation.errors());
  }

  @Test
  void refusesClasses() throws Exception {
    var compilation = Compilation.of("package p;\n@dev.zmol.annotations.WireFormat\nclass AnyHeader {}\n").run();
    assertEquals(
        List.of("AnyHeader.java:3:1: @WireFormat goes on a record, and AnyHeader is none"), compilation.errors());
  }

  /** Fields of every width at every offset read back what was written, and leave their neighbours alone. */
  @ParameterizedTest
  @ValueSource(strings = {"varhandle", "shift"})
  void readsBackWhatItWrote(String access) throws Exception {
    var random = RandomGenerator.of("L64X128MixRandom");
    var components = new StringBuilder();
    var widths = new java.util.ArrayList<Integer>();
    int bits = 0;
    for (int i = 0; i < 60; i++) {
      int width = random.nextInt(1, 57);
      if (i % 3 == 0 && bits % 8 != 0) {
        width = 8 - bits % 8;
      } else if (bits % 8 == 0) {
        width = List.of(8, 16, 32, 48, 64, 1, 13).get(i % 7);
      }
      widths.add(width);
      bits += width;
    }
    if (bits % 8 != 0) {
      widths.add(8 - bits % 8);
    }
    for (int i = 0; i < widths.size(); i++) {
      components.append(i == 0 ? "" : ", ").append("@Bits(").append(widths.get(i)).append(") ");
      components.append(widths.get(i) > 32 || i % 2 == 0 ? "long" : "int").append(" f").append(i);
    }
    var compilation =
        Compilation.of(
                "package p;\nimport dev.zmol.annotations.*;\n@WireFormat\npublic record AnyHeader(" + components + ") {}\n")
            .option("-Azmol.wire.access=" + access)
            .run();
    assertTrue(compilation.succeeded(), compilation::log);
    ClassLoader loader = compilation.loader();
    Class<?> record = loader.loadClass("p.AnyHeader");
    Class<?> wire = loader.loadClass("p.AnyWire");
    Constructor<?> constructor = record.getConstructors()[0];
    Object[] values = new Object[widths.size()];
    for (int i = 0; i < values.length; i++) {
      long value = random.nextLong() & -1L >>> (64 - widths.get(i));
      values[i] = constructor.getParameterTypes()[i] == int.class ? (Object) (int) value : (Object) value;
    }
    Object header = constructor.newInstance(values);
    Method emit = wire.getMethod("emit", record, byte[].class, int.class);
    Method parse = wire.getMethod("parse", byte[].class, int.class);
    int length = wire.getField("LENGTH").getInt(null);
    byte[] buf = new byte[length + 4];
    random.nextBytes(buf);
    byte[] before = buf.clone();
    emit.invoke(null, header, buf, 2);
    assertEquals(header, parse.invoke(null, buf, 2));
    assertEquals(before[1], buf[1]);
    assertEquals(before[length + 2], buf[length + 2]);
    // In network order: the first bit of the first byte is the first bit of the first field.
    var expected = new java.math.BigInteger("0");
    for (int i = 0; i < values.length; i++) {
      long value = ((Number) values[i]).longValue() & -1L >>> (64 - widths.get(i));
      expected = expected.shiftLeft(widths.get(i)).or(new java.math.BigInteger(Long.toUnsignedString(value)));
    }
    assertEquals(expected, new java.math.BigInteger(1, java.util.Arrays.copyOfRange(buf, 2, length + 2)));
  }

  @Test
  void nestsRecords() throws Exception {
    var compilation =
        Compilation.of(
                """
                package p;

                import dev.zmol.annotations.Bits;
                import dev.zmol.annotations.WireFormat;

                @WireFormat
                public record Address(@Bits(64) long high, @Bits(64) long low) {}
                """,
                """
                package p;

                import dev.zmol.annotations.Bits;
                import dev.zmol.annotations.WireFormat;

                @WireFormat(name = "Wire")
                public record AnyHeader(@Bits(8) int kind, Address source, Address destination) {}
                """)
            .run();
    assertTrue(compilation.succeeded(), compilation::log);
    String text = compilation.output("p/Wire.java");
    assertTrue(text.contains("public static final int LENGTH = 33;"), text);
    assertTrue(text.contains("public static final int DESTINATION_OFFSET = 17;"), text);
    assertTrue(text.contains("public static long destinationHigh(byte[] buf, int offset)"), text);
    assertTrue(text.contains("return new Address(destinationHigh(buf, offset), destinationLow(buf, offset));"), text);
  }
}
