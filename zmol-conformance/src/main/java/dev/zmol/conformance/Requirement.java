package dev.zmol.conformance;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * A requirement of an RFC.
 *
 * @param id how tests name it
 * @param shared the id that it has in common with other requirements, which a test may name to show them all; the same
 *     as {@code id} if there are none
 * @param text what is required
 * @param level MUST, SHOULD, MAY …
 * @param section the sections of the RFC
 */
record Requirement(String id, String shared, String text, String level, String section) {
  /** The RFCs whose requirements are listed, each in a resource {@code rfc<number>.tsv}. */
  static final List<Integer> RFCS =
      List.of(1122, 8504, 9293, 5681, 6928, 6298, 5682, 2018, 2883, 6675, 6937, 8985, 9438, 7323, 5961, 3168);

  static List<Requirement> of(int rfc) throws IOException {
    List<String[]> rows = Catalogue.read("rfc" + rfc + ".tsv").rows();
    List<String> ids = rows.stream().map(row -> row[0]).toList();
    return rows.stream().map(row -> of(row, Collections.frequency(ids, row[0]) > 1)).toList();
  }

  /** RFC 9293 has some ids more than once; the words after them tell the requirements apart. */
  private static Requirement of(String[] row, boolean repeated) {
    String words = row[2].replaceFirst("^\\* ", "");
    String id = repeated ? row[0] + ": " + words : row[0];
    return new Requirement(id, row[0], row[1] + ": " + words, row[3], row[4]);
  }
}
