// The IPv6 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv6;

final class Use {
  private static final String TEXT =
      """
      IpAddress a; // no comment
        if (a instanceof Ipv6Address) {
      \""" + "quoted"
      """;

  static final char QUOTE = '"', APOSTROPHE = '\''; // IpAddress

  String /* of */ tokens(Ipv6Address /* any */ address, // the address
      boolean flag) {
    return flag // third
        ? "/* no comment */" // fourth
        : "// none either" /* fifth */;
  }

  String block(Packet packet) {
    String text =
        """
        six
          deeper
        """;
    int[] table = {
      1, 2, // one and two
      3
    };

    return text + table.length; /* done */
  }



  int wide(  Packet packet  ){
      return( 6 );
  }
}
