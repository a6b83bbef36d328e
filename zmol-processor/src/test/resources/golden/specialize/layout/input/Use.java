package net;

import dev.zmol.annotations.Specialize;

@Specialize
final class Use {
  private static final String TEXT =
      """
      IpAddress a; // no comment
        if (a instanceof Ipv6Address) {
      \""" + "quoted"
      """;

  static final char QUOTE = '"', APOSTROPHE = '\''; // IpAddress

  String /* of */ tokens(IpAddress /* any */ address, // the address
      boolean flag) {
    return flag /* first */
        && /* second */ address instanceof Ipv6Address // third
        ? "/* no comment */" // fourth
        : "// none either" /* fifth */;
  }

  String block(Packet packet) {
    if (packet.isIpv6()) {
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

    // Here it is four.
    return TEXT + packet.length(); // really
  }



  int wide(  Packet packet  ){
      return( packet.isIpv6()?6:4 );
  }
}
