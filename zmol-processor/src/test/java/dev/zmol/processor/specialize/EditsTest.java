package dev.zmol.processor.specialize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EditsTest {
  private static final String TEXT = "0123456789";
  private final Edits edits = new Edits();

  @Test
  void replacesInsertsAndDeletes() {
    edits.replace(2, 4, "ab");
    edits.insert(0, "<");
    edits.delete(8, 10);
    assertEquals("<01ab4567", edits.apply(TEXT));
  }

  @Test
  void insertionsComeBeforeWhatReplacesTheTextBehindThem() {
    edits.replace(2, 4, "ab");
    edits.insert(2, "<");
    assertEquals("01<ab456789", edits.apply(TEXT));
  }

  @Test
  void deletionsMayOverlap() {
    edits.delete(2, 6);
    edits.delete(4, 8);
    edits.delete(3, 5);
    assertEquals("0189", edits.apply(TEXT));
  }

  @Test
  void deletionsSwallowWhatLiesInThem() {
    edits.delete(2, 8);
    edits.replace(4, 6, "ab");
    edits.insert(5, "<");
    assertEquals("0189", edits.apply(TEXT));
  }

  @Test
  void theSameReplacementTwiceIsOne() {
    edits.replace(2, 4, "ab");
    edits.replace(2, 4, "ab");
    assertEquals("01ab456789", edits.apply(TEXT));
  }

  @Test
  void differentReplacementsOfOneRangeContradict() {
    edits.replace(2, 4, "ab");
    edits.replace(2, 4, "cd");
    assertThrows(IllegalStateException.class, () -> edits.apply(TEXT));
  }

  @Test
  void anEditInsideOfAReplacementContradicts() {
    edits.replace(2, 6, "ab");
    edits.delete(3, 4);
    assertThrows(IllegalStateException.class, () -> edits.apply(TEXT));
  }

  @Test
  void aReplacementThatReachesOutOfADeletionContradicts() {
    edits.delete(2, 6);
    edits.replace(4, 8, "ab");
    assertThrows(IllegalStateException.class, () -> edits.apply(TEXT));
  }

  @Test
  void overlappingReplacementsContradict() {
    edits.replace(2, 6, "ab");
    edits.replace(4, 8, "cd");
    assertThrows(IllegalStateException.class, () -> edits.apply(TEXT));
  }

  @Test
  void dedentsAddUpAndStopAtTheFirstCharacter() {
    edits.dedent(0, 2);
    edits.dedent(0, 2);
    edits.dedent(9, 4);
    assertEquals("  a;\nb;\n", edits.apply("      a;\n  b;\n"));
  }

  @Test
  void dedentsGiveWayToOtherEditsOfTheirLine() {
    edits.dedent(0, 2);
    edits.delete(0, 9);
    assertEquals("  b;\n", edits.apply("      a;\n  b;\n"));
  }

  @Test
  void rangesThatAreNoneAreRejected() {
    assertThrows(IllegalArgumentException.class, () -> edits.replace(4, 2, ""));
    assertThrows(IllegalArgumentException.class, () -> edits.insert(-1, "a"));
  }
}
