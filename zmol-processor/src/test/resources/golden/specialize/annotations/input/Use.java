package net;

import dev.zmol.annotations.Specialize;

/** Lists of classes: those that a flavour lacks are not in its list. */
@Specialize
public interface Use {
  /** Names classes. */
  @interface Listed {
    Class<?>[] value();
  }

  @Listed({Ipv4Address.class, Packet.class, Ipv6Address.class})
  void both();

  @Listed(value = {Ipv4Address.class})
  void four();

  @Listed({
    Ipv4Address.class,
    Ipv6Address.class,
  })
  void lines();
}
