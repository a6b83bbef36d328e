package dev.zmol.bench;

import dev.zmol.socket.TimerWheel;
import dev.zmol.socket.WheelTimer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Cancels one of many timers and arms it again, up to a second ahead, while time passes by 10 µs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimerWheelBenchmark {
  private static final long SECOND = 1_000_000_000;
  private static final int STEP_NANOS = 10_000;
  private static final int DRAWN = 1 << 16;

  /** How many timers there are. */
  @Param({"1000", "100000"})
  int timers;

  private final TimerWheel wheel = new TimerWheel();
  private final int[] which = new int[DRAWN];
  private final long[] delays = new long[DRAWN];
  private Timer[] all;
  private long nowNanos;
  private int next;

  /** A timer that is armed again for a second later whenever it is due. */
  private static final class Timer extends WheelTimer {
    private final TimerWheel wheel;

    Timer(TimerWheel wheel) {
      this.wheel = wheel;
    }

    @Override
    protected void expire(long nowNanos) {
      wheel.arm(this, nowNanos + SECOND);
    }
  }

  /** Arms all timers. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    all = new Timer[timers];
    for (int timer = 0; timer < timers; timer++) {
      all[timer] = new Timer(wheel);
      wheel.arm(all[timer], random.nextLong(SECOND));
    }
    for (int draw = 0; draw < DRAWN; draw++) {
      which[draw] = random.nextInt(timers);
      delays[draw] = random.nextLong(SECOND);
    }
  }

  /** {@return how many timers there are} */
  @Benchmark
  public int rearm() {
    int draw = next++ & DRAWN - 1;
    nowNanos += STEP_NANOS;
    wheel.cancel(all[which[draw]]);
    wheel.arm(all[which[draw]], nowNanos + delays[draw]);
    wheel.advance(nowNanos);
    return wheel.size();
  }
}
