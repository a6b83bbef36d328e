// The IPv4 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv4;

/** Lists of classes: those that a flavour lacks are not in its list. */
public interface Use {
  /** Names classes. */
  @interface Listed {
    Class<?>[] value();
  }

  @Listed({Ipv4Address.class, Packet.class})
  void both();

  @Listed(value = {Ipv4Address.class})
  void four();

  @Listed({
    Ipv4Address.class,
  })
  void lines();
}
