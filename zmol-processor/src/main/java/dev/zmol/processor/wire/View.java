package dev.zmol.processor.wire;

import dev.zmol.processor.wire.WireLayout.Field;
import java.util.ArrayList;
import java.util.List;

/** What a byte array is read and written through: itself, or a view of its bytes as numbers in network byte order. */
enum View {
  /** The array itself. */
  BYTE("byte", 1),
  /** Two bytes at once. */
  SHORT("short", 2),
  /** Four bytes at once. */
  INT("int", 4),
  /** Eight bytes at once. */
  LONG("long", 8);

  private final String type;
  private final int bytes;

  View(String type, int bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /** The Java type of what is read and written. */
  String type() {
    return type;
  }

  int bits() {
    return bytes * 8;
  }

  /**
   * A number in a header that is read or written through one view.
   *
   * @param view the view
   * @param at the offset of its first byte in the header
   */
  record Place(View view, int at) {
    int end() {
      return at + view.bytes;
    }
  }

  /** Covers exactly the bytes that a field has a part in, widest views first. */
  static List<Place> cover(Field field) {
    var places = new ArrayList<Place>();
    int at = field.firstByte();
    for (View view : new View[] {LONG, INT, SHORT, BYTE}) {
      while (field.lastByte() + 1 - at >= view.bytes) {
        places.add(new Place(view, at));
        at += view.bytes;
      }
    }
    return places;
  }
}
