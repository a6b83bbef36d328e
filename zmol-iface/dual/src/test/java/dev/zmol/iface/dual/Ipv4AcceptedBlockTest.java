package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;

import dev.zmol.annotations.Only;

@Only(IPV4)
class Ipv4AcceptedBlockTest extends AcceptedBlockBehavior {
  Ipv4AcceptedBlockTest() {
    super(Site.ipv4());
  }

  @Override
  byte[] announcement() {
    return Frames.question(Site.ipv4().remote(), Frames.PEER_MAC, Site.ipv4().remote());
  }
}
