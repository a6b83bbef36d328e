/**
 * The annotations that drive the zmol code generators.
 *
 * <p>All of them have {@code CLASS} retention: modules read this one with {@code requires static}, so it is never part
 * of a run-time image.
 */
module dev.zmol.annotations {
  exports dev.zmol.annotations;
}
