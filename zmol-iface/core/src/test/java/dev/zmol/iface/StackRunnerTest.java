package dev.zmol.iface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StackRunnerTest {
  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
  private final RecordingStack stack = new RecordingStack(cable.left());
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final StackRunner runner =
      StackRunner.builder(stack, cable.left()).failureHandler(failures::add).taskLimit(2).name("under test").start();

  @AfterEach
  void closeRunner() {
    runner.close();
  }

  @Test
  void aTaskRunsOnTheThreadOfTheStack() {
    assertThat(runner.<String>call(() -> Thread.currentThread().getName())).isEqualTo("under test");
    assertThat(runner.<Boolean>call(runner::isOwner)).isTrue();
    assertThat(runner.isOwner()).isFalse();
  }

  @Test
  void aThousandVirtualThreadsPostMoreThanTheQueueHolds() throws InterruptedException {
    AtomicInteger sum = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1000);
    for (int k = 0; k < 1000; k++) {
      Thread.startVirtualThread(
          () -> {
            runner.call(sum::incrementAndGet);
            done.countDown();
          });
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(sum).hasValue(1000);
  }

  @Test
  void tasksOfOneThreadRunInTheirOrder() {
    List<Integer> order = new ArrayList<>();
    for (int k = 0; k < 100; k++) {
      int number = k;
      runner.execute(() -> order.add(number));
    }
    assertThat(runner.<Integer>call(order::size)).isEqualTo(100);
    assertThat(order).isSorted();
  }

  @Test
  void aTaskHandedInByATaskRunsAtOnce() {
    String order = runner.call(() -> "1" + runner.<String>call(() -> "2") + "3");
    assertThat(order).isEqualTo("123");
  }

  @Test
  void aFrameEndsTheSleep() throws InterruptedException {
    stack.polledOnce.await();
    cable.right().transmit(Frames.of(60, 1));
    cable.right().flush();
    assertThat(stack.received.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theDeadlineOfTheStackEndsTheSleep() throws InterruptedException {
    runner.call(() -> stack.deadline = System.nanoTime() + 5_000_000);
    assertThat(stack.deadlinePassed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatATaskThrowsGoesToWhoWaitsForIt() {
    assertThatThrownBy(() -> runner.call(() -> failing("no such port")))
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("no such port");
    assertThat(runner.isRunning()).isTrue();
  }

  @Test
  void whatATaskThrowsThatNobodyWaitsForGoesToTheHandlerAndTheRunnerGoesOn() throws InterruptedException {
    runner.execute(() -> failing("thrown by a task"));
    assertThat(failures.poll(10, TimeUnit.SECONDS)).hasMessage("thrown by a task");
    assertThat(runner.<Integer>call(() -> 7)).isEqualTo(7);
  }

  @Test
  void whatThePollThrowsGoesToTheHandlerAndEndsTheRunner() throws InterruptedException {
    runner.execute(() -> stack.failure = new IllegalStateException("thrown by poll"));
    assertThat(failures.poll(10, TimeUnit.SECONDS)).hasMessage("thrown by poll");
    runner.close();
    assertThat(runner.isRunning()).isFalse();
    assertThatThrownBy(() -> runner.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("the runner of the stack has failed")
        .hasRootCauseMessage("thrown by poll");
    assertThatTheDeviceIsClosed();
  }

  @Test
  void closingRunsWhatWaitsPollsOnceMoreAndClosesTheDevice() {
    CountDownLatch gate = new CountDownLatch(1);
    runner.execute(() -> awaitQuietly(gate));
    CompletableFuture<Integer> waiting = runner.submit(() -> 5);
    Thread closer = Thread.startVirtualThread(runner::close);
    gate.countDown();
    assertThat(waiting.join()).isEqualTo(5);
    joinQuietly(closer);
    assertThatTheDeviceIsClosed();
    assertThatThrownBy(() -> runner.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("the runner of the stack has been closed");
  }

  @Test
  void closingTwiceOrFromATaskIsFine() {
    runner.execute(runner::close);
    runner.close();
    runner.close();
    assertThat(runner.isRunning()).isFalse();
  }

  @Test
  void everyTaskThatIsHandedInWhileTheRunnerClosesEitherRunsOrIsRejected() throws InterruptedException {
    AtomicInteger ran = new AtomicInteger();
    AtomicInteger rejected = new AtomicInteger();
    List<Thread> posters = new ArrayList<>();
    for (int k = 0; k < 200; k++) {
      posters.add(Thread.startVirtualThread(() -> post(ran, rejected)));
    }
    runner.close();
    for (Thread poster : posters) {
      poster.join();
    }
    assertThat(ran.get() + rejected.get()).isEqualTo(200);
  }

  private void post(AtomicInteger ran, AtomicInteger rejected) {
    try {
      runner.execute(ran::incrementAndGet);
    } catch (RejectedExecutionException e) {
      rejected.incrementAndGet();
    }
  }

  @Test
  void aRaisedSignalRunsItsTaskOnTheThreadOfTheStack() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(3);
    StackSignal signal = runner.signal(() -> countDownIfOwner(ran));
    while (ran.getCount() > 0) {
      long before = ran.getCount();
      assertThat(signal.raise()).isTrue();
      while (ran.getCount() == before) {
        Thread.sleep(1);
      }
    }
  }

  private void countDownIfOwner(CountDownLatch latch) {
    assertThat(runner.isOwner()).isTrue();
    latch.countDown();
  }

  @Test
  void aSignalCanBeRaisedByAThreadThatIsInterruptedWhileTooManyTasksWait() {
    CountDownLatch gate = new CountDownLatch(1);
    CompletableFuture<Integer> answered = new CompletableFuture<>();
    StackSignal signal = runner.signal(() -> answered.complete(1));
    runner.execute(() -> awaitQuietly(gate));
    CompletableFuture<Void> raiser =
        CompletableFuture.runAsync(
            () -> {
              Thread.currentThread().interrupt();
              assertThat(signal.raise()).isTrue();
              assertThat(signal.raise()).isTrue();
            },
            task -> Thread.startVirtualThread(task));
    raiser.join();
    gate.countDown();
    assertThat(answered.join()).isEqualTo(1);
  }

  @Test
  void aSignalRaisedBeforeTheEndIsAnsweredAndOneAfterIsNot() {
    AtomicInteger answers = new AtomicInteger();
    CountDownLatch gate = new CountDownLatch(1);
    StackSignal signal = runner.signal(answers::incrementAndGet);
    runner.execute(() -> awaitQuietly(gate));
    assertThat(signal.raise()).isTrue();
    Thread closer = Thread.startVirtualThread(runner::close);
    gate.countDown();
    joinQuietly(closer);
    assertThat(answers).hasValue(1);
    assertThat(signal.raise()).isFalse();
    assertThat(answers).hasValue(1);
  }

  @Test
  void theEndIsAnnouncedAfterTheDeviceHasBeenClosed() {
    CompletableFuture<Long> dropped =
        runner.ended().thenApply(nothing -> droppedByTransmitting()).toCompletableFuture();
    long before = cable.left().dropped();
    runner.close();
    assertThat(dropped.join()).isEqualTo(before + 1);
  }

  private long droppedByTransmitting() {
    cable.left().transmit(Frames.of(60, 1));
    return cable.left().dropped();
  }

  @Test
  void theEndByAFailureSaysWhatWasThrown() {
    CompletableFuture<Void> ended = runner.ended().toCompletableFuture();
    runner.execute(() -> stack.failure = new IllegalStateException("thrown by poll"));
    assertThatThrownBy(ended::join).hasRootCauseMessage("thrown by poll");
  }

  @Test
  void theClockIsReadOncePerPoll() throws InterruptedException {
    AtomicInteger readings = new AtomicInteger();
    LinkDevice.Pair other = LinkDevice.pair(cable.left().capabilities());
    RecordingStack counted = new RecordingStack(other.left());
    try (StackRunner second =
        StackRunner.builder(counted, other.left()).clock(() -> 1000 + readings.incrementAndGet()).start()) {
      for (int k = 0; k < 10; k++) {
        second.call(() -> 0);
      }
    }
    assertThat(counted.times).hasSize(readings.get()).doesNotHaveDuplicates();
  }

  @Test
  void theLimitOfTasksIsChecked() {
    assertThatThrownBy(() -> StackRunner.builder(stack, cable.left()).taskLimit(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit is 0; it has to be 1 or more");
  }

  private void assertThatTheDeviceIsClosed() {
    long before = cable.left().dropped();
    cable.left().transmit(Frames.of(60, 1));
    assertThat(cable.left().dropped()).isEqualTo(before + 1);
  }

  private static Object failing(String message) {
    throw new IllegalStateException(message);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void joinQuietly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Receives, has one deadline, and fails on demand. */
  private static final class RecordingStack implements Stack {
    final CountDownLatch polledOnce = new CountDownLatch(1);
    final CountDownLatch received = new CountDownLatch(1);
    final CountDownLatch deadlinePassed = new CountDownLatch(1);
    final java.util.Set<Long> times = ConcurrentHashMap.newKeySet();
    private final Device device;
    private final Packet packet = new Packet(1514);
    private final DropCounters drops = new DropCounters();
    private long deadline = Long.MAX_VALUE;
    private RuntimeException failure;

    RecordingStack(Device device) {
      this.device = device;
    }

    @Override
    public boolean poll(long nowNanos) {
      times.add(nowNanos);
      polledOnce.countDown();
      if (failure != null) {
        throw failure;
      }
      if (deadline <= nowNanos) {
        deadline = Long.MAX_VALUE;
        deadlinePassed.countDown();
      }
      if (device.receive(packet)) {
        received.countDown();
        return true;
      }
      return false;
    }

    @Override
    public void ingress(Packet frame, long nowNanos) {}

    @Override
    public boolean egress(long nowNanos) {
      return false;
    }

    @Override
    public long pollAt() {
      return deadline;
    }

    @Override
    public DropCounters drops() {
      return drops;
    }
  }
}
