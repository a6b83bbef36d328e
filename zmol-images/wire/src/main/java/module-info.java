/** A program that knows formats only. */
module dev.zmol.images.wire {
  requires dev.zmol.wire.dual;
}
