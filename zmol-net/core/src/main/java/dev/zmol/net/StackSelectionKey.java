package dev.zmol.net;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectionKey;

/** That a selector watches a channel. */
final class StackSelectionKey extends AbstractSelectionKey {
  private final SelectableChannel channel;
  private final StackSelector selector;
  private volatile int interest;
  private volatile int ready;

  StackSelectionKey(SelectableChannel channel, StackSelector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  @Override
  public SelectableChannel channel() {
    return channel;
  }

  @Override
  public Selector selector() {
    return selector;
  }

  private void requireValid() {
    if (!isValid()) {
      throw new CancelledKeyException();
    }
  }

  @Override
  public int interestOps() {
    requireValid();
    return interest;
  }

  @Override
  public StackSelectionKey interestOps(int operations) {
    requireValid();
    if ((operations & ~channel.validOps()) != 0) {
      throw new IllegalArgumentException(
          "operations are " + operations + "; this channel has " + channel.validOps() + " only");
    }
    interest = operations;
    return this;
  }

  @Override
  public int readyOps() {
    requireValid();
    return ready;
  }

  /** What is wanted of the channel and possible at present. */
  int possible() {
    return isValid() ? ((Selectable) channel).readyOperations() & interest : 0;
  }

  /** Notes what the channel is ready for, and says whether that is new. */
  boolean update(int operations, boolean selected) {
    int before = selected ? ready : 0;
    ready = before | operations;
    return ready != before;
  }
}
