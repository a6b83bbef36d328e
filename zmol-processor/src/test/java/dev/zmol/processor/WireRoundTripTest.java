package dev.zmol.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.zmol.processor.WireSchema.Leaf;
import dev.zmol.testkit.conformance.Covers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random records against a model that knows nothing but one big number. */
@Covers("G1")
class WireRoundTripTest {
  private static final long SEED = 20250;
  private static final int SCHEMAS = 80;
  private static final int ROUNDS = 60;
  private static final int MARGIN = 9;

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** The bits of a byte array as a number, most significant first. */
  private static final class Model {
    private final int bits;
    private BigInteger content;

    Model(byte[] buf) {
      this.bits = buf.length * 8;
      this.content = new BigInteger(1, buf);
    }

    private BigInteger mask(Leaf leaf) {
      return BigInteger.ONE.shiftLeft(leaf.width()).subtract(BigInteger.ONE);
    }

    private int below(Leaf leaf) {
      return bits - MARGIN * 8 - leaf.offset() - leaf.width();
    }

    long get(Leaf leaf) {
      return content.shiftRight(below(leaf)).and(mask(leaf)).longValue();
    }

    void set(Leaf leaf, long value) {
      BigInteger field = new BigInteger(Long.toUnsignedString(value)).and(mask(leaf)).shiftLeft(below(leaf));
      content = content.andNot(mask(leaf).shiftLeft(below(leaf))).or(field);
    }

    byte[] bytes() {
      byte[] signed = content.toByteArray();
      byte[] bytes = new byte[bits / 8];
      int length = Math.min(signed.length, bytes.length);
      System.arraycopy(signed, signed.length - length, bytes, bytes.length - length, length);
      return bytes;
    }
  }

  private static Class<?> type(String name) {
    return switch (name) {
      case "boolean" -> boolean.class;
      case "byte" -> byte.class;
      case "short" -> short.class;
      case "char" -> char.class;
      case "int" -> int.class;
      default -> long.class;
    };
  }

  private static Object box(String type, long value) {
    return switch (type) {
      case "boolean" -> (value & 1) != 0;
      case "byte" -> (byte) value;
      case "short" -> (short) value;
      case "char" -> (char) value;
      case "int" -> (int) value;
      default -> value;
    };
  }

  private static long unbox(Object value) {
    return switch (value) {
      case Boolean flag -> flag ? 1 : 0;
      case Character character -> character;
      case Integer number -> Integer.toUnsignedLong(number);
      default -> ((Number) value).longValue();
    };
  }

  @Test
  void everyFieldIsWhereTheModelHasIt() throws Exception {
    List<WireSchema> schemas = schemas();
    var compilation = Compilation.of(schemas.stream().map(WireSchema::source).toArray(String[]::new)).run();
    assertThat(compilation.log()).as("seed %d", SEED).isEmpty();
    ClassLoader loader = compilation.loader();
    for (WireSchema schema : schemas) {
      Class<?> record = loader.loadClass("p." + schema.name());
      Class<?> wire = loader.loadClass("p." + schema.name() + "Wire");
      try {
        check(schema, record, wire);
      } catch (AssertionError | ReflectiveOperationException e) {
        String generated = compilation.output("p/" + schema.name() + "Wire.java");
        throw new AssertionError("seed " + SEED + ", " + schema.source() + generated, e);
      }
    }
  }

  private List<WireSchema> schemas() {
    var schemas = new ArrayList<WireSchema>();
    for (int i = 0; i < SCHEMAS; i++) {
      schemas.add(WireSchema.random("R" + i, schemas, random));
    }
    return schemas;
  }

  private void check(WireSchema schema, Class<?> record, Class<?> wire) throws ReflectiveOperationException {
    int length = schema.width() / 8;
    assertThat(wire.getField("LENGTH").getInt(null)).isEqualTo(length);
    byte[] buf = new byte[length + 2 * MARGIN];
    random.nextBytes(buf);
    List<Leaf> leaves = schema.leaves();
    for (int round = 0; round < ROUNDS; round++) {
      setOne(leaves.get(random.nextInt(leaves.size())), wire, buf);
      checkAll(leaves, wire, buf);
    }
    checkRecord(record, wire, buf, length);
  }

  private void setOne(Leaf leaf, Class<?> wire, byte[] buf) throws ReflectiveOperationException {
    var model = new Model(buf);
    Object value = box(leaf.type(), random.nextInt(4) == 0 ? -(random.nextLong() & 1) : random.nextLong());
    model.set(leaf, unbox(value));
    wire.getMethod(leaf.accessor(), byte[].class, int.class, type(leaf.type())).invoke(null, buf, MARGIN, value);
    assertThat(buf).as("%s set to %s", leaf, value).isEqualTo(model.bytes());
  }

  private static void checkAll(List<Leaf> leaves, Class<?> wire, byte[] buf) throws ReflectiveOperationException {
    var model = new Model(buf);
    for (Leaf leaf : leaves) {
      Object value = wire.getMethod(leaf.accessor(), byte[].class, int.class).invoke(null, buf, MARGIN);
      assertThat(unbox(value)).as("%s", leaf).isEqualTo(model.get(leaf));
    }
  }

  /** The record of the bytes, written elsewhere, gives the same bytes, and nothing around them changes. */
  private void checkRecord(Class<?> record, Class<?> wire, byte[] buf, int length) throws ReflectiveOperationException {
    Method parse = wire.getMethod("parse", byte[].class, int.class);
    Object header = parse.invoke(null, buf, MARGIN);
    byte[] other = new byte[length + 2 * MARGIN];
    random.nextBytes(other);
    byte[] expected = other.clone();
    System.arraycopy(buf, MARGIN, expected, MARGIN, length);
    wire.getMethod("emit", record, byte[].class, int.class).invoke(null, header, other, MARGIN);
    assertThat(other).isEqualTo(expected);
    assertThat(parse.invoke(null, other, MARGIN)).isEqualTo(header);
    Method fits = wire.getMethod("fits", byte[].class, int.class, int.class);
    assertThat(fits.invoke(null, buf, MARGIN, MARGIN + length)).isEqualTo(true);
    assertThat(fits.invoke(null, buf, MARGIN, MARGIN + length - 1)).isEqualTo(false);
    byte[] exact = Arrays.copyOfRange(buf, MARGIN, MARGIN + length);
    assertThat(parse.invoke(null, exact, 0)).isEqualTo(header);
  }

  @Test
  void aComponentThatIsWiderThanItsFieldIsNotWritten() throws Exception {
    var compilation =
        Compilation.of(
                """
                package p;
                import dev.zmol.annotations.*;
                @WireFormat
                public record Inner(@Bits(12) short number, @Bits(4) long tag) {}
                """,
                """
                package p;
                import dev.zmol.annotations.*;
                @WireFormat
                public record Any(@Bits(8) int a, @Bits(32) int all, Inner inner) {}
                """)
            .run();
    assertThat(compilation.log()).isEmpty();
    assertThat(refusal(compilation, 256, (short) 0, 0)).isEqualTo("a is 256, which is not between 0 and 255");
    assertThat(refusal(compilation, -1, (short) 0, 0)).isEqualTo("a is -1, which is not between 0 and 255");
    assertThat(refusal(compilation, 0, (short) -7, 0)).isEqualTo("inner.number is -7, which is not between 0 and 4095");
    assertThat(refusal(compilation, 0, (short) 0, 16)).isEqualTo("inner.tag is 16, which is not between 0 and 15");
  }

  private static String refusal(Compilation compilation, int a, short number, long tag) throws Exception {
    ClassLoader loader = compilation.loader();
    Class<?> inner = loader.loadClass("p.Inner");
    Class<?> any = loader.loadClass("p.Any");
    Object header =
        any.getConstructor(int.class, int.class, inner)
            .newInstance(a, -1, inner.getConstructor(short.class, long.class).newInstance(number, tag));
    Method emit = loader.loadClass("p.AnyWire").getMethod("emit", any, byte[].class, int.class);
    byte[] buf = new byte[7];
    var thrown =
        assertThatExceptionOfType(InvocationTargetException.class).isThrownBy(() -> emit.invoke(null, header, buf, 0));
    thrown.havingCause().isInstanceOf(IllegalArgumentException.class);
    assertThat(buf).as("nothing is written").isEqualTo(new byte[7]);
    var message = new String[1];
    thrown.satisfies(e -> message[0] = e.getCause().getMessage());
    return message[0];
  }

  @Test
  void describesItselfInALineAndAsATree() throws Exception {
    var compilation =
        Compilation.of(
                WireGoldenTest.dissection(),
                """
                package p;
                import dev.zmol.annotations.*;
                @WireFormat(text = true)
                public record Name(@Bits(8) int letter) {
                  @Override
                  public String toString() {
                    return "<" + (char) letter + ">";
                  }
                }
                """,
                """
                package p;
                import dev.zmol.annotations.*;
                @WireFormat
                public record Part(@Bits(value = 7, hex = true) int mask, @Bits(1) boolean on) {}
                """,
                """
                package p;
                import dev.zmol.annotations.*;
                @WireFormat
                public record AnyHeader(Name name, Part part, @Bits(32) int unsigned, @Bits(64) long huge) {}
                """)
            .run();
    assertThat(compilation.log()).isEmpty();
    ClassLoader loader = compilation.loader();
    Class<?> wire = loader.loadClass("p.AnyWire");
    byte[] buf = new byte[14];
    Arrays.fill(buf, (byte) 0xff);
    buf[0] = 'x';
    buf[1] = 0x0b;
    assertThat(wire.getMethod("format", byte[].class, int.class).invoke(null, buf, 0))
        .isEqualTo("Any name=<x> part{mask=0x05 on=1} unsigned=4294967295 huge=18446744073709551615");
    Class<?> dissection = loader.loadClass("dev.zmol.wire.Dissection");
    Object out = dissection.getConstructor().newInstance();
    wire.getMethod("describe", dissection, byte[].class, int.class).invoke(null, out, buf, 0);
    assertThat(dissection.getMethod("tree").invoke(out))
        .isEqualTo(
            """
            Any
              name: <x>
              part
                mask: 0x05
                on: 1
              unsigned: 4294967295
              huge: 18446744073709551615
            """);
  }
}
