package dev.zmol.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Each benchmark runs, with the first of its parameters, and allocates nothing once it is warm. */
class BenchmarksTest {
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 3_000;
  private static final int MEASURED = 2_000;

  static Stream<Method> benchmarks() {
    return Stream.of(
            ChecksumBenchmark.class,
            MixedChecksumBenchmark.class,
            HeaderBenchmark.class,
            IcmpEchoBenchmark.class,
            UdpEchoBenchmark.class,
            TcpBulkBenchmark.class,
            TcpRequestBenchmark.class,
            CompressionBenchmark.class,
            LowpanEchoBenchmark.class,
            DemuxBenchmark.class,
            TimerWheelBenchmark.class)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Benchmark.class));
  }

  @ParameterizedTest
  @MethodSource("benchmarks")
  void allocatesNothingOnceItIsWarm(Method benchmark) throws Throwable {
    MethodHandle body = body(benchmark);
    int operations = operations(benchmark);
    run(body, Math.max(1, WARM_UP / operations));

    List<Long> allocated = new ArrayList<>();
    for (int attempt = 0; attempt < 3; attempt++) {
      long before = THREAD.getCurrentThreadAllocatedBytes();
      run(body, Math.max(1, MEASURED / operations));
      allocated.add(THREAD.getCurrentThreadAllocatedBytes() - before);
    }

    // The count itself may allocate, and so may a class that is used for the first time; each operation may not.
    assertThat(allocated).as("bytes allocated by %d operations", MEASURED).anyMatch(bytes -> bytes < MEASURED);
  }

  private static void run(MethodHandle body, int times) throws Throwable {
    for (int count = 0; count < times; count++) {
      body.invokeExact();
    }
  }

  private static int operations(Method benchmark) {
    OperationsPerInvocation operations = benchmark.getAnnotation(OperationsPerInvocation.class);
    return operations == null ? 1 : operations.value();
  }

  private static MethodHandle body(Method benchmark) throws ReflectiveOperationException {
    Object state = benchmark.getDeclaringClass().getConstructor().newInstance();
    for (Field field : state.getClass().getDeclaredFields()) {
      if (field.isAnnotationPresent(Param.class)) {
        String first = field.getAnnotation(Param.class).value()[0];
        field.set(state, field.getType() == int.class ? (Object) Integer.valueOf(first) : first);
      }
    }
    for (Method method : state.getClass().getMethods()) {
      if (method.isAnnotationPresent(Setup.class)) {
        method.invoke(state);
      }
    }
    return MethodHandles.lookup().unreflect(benchmark).bindTo(state).asType(MethodType.methodType(void.class));
  }
}
