// The IPv4 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv4;

final class Use {
  private static final String TEXT =
      """
      IpAddress a; // no comment
        if (a instanceof Ipv6Address) {
      \""" + "quoted"
      """;

  static final char QUOTE = '"', APOSTROPHE = '\''; // IpAddress

  String /* of */ tokens(Ipv4Address /* any */ address, // the address
      boolean flag) {
    return "// none either" /* fifth */;
  }

  String block(Packet packet) {
    // Here it is four.
    return TEXT + packet.length(); // really
  }



  int wide(  Packet packet  ){
      return( 4 );
  }
}
