package dev.zmol.iface;

/** Hears of dropped packets: for who watches a stack. Called by the thread of the stack. */
@FunctionalInterface
public interface DropListener {
  /**
   * Packets were dropped.
   *
   * @param reason why
   * @param packets how many
   */
  void dropped(DropReason reason, long packets);
}
