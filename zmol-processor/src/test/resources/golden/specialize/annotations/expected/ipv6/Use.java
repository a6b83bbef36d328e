// The IPv6 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv6;

/** Lists of classes: those that a flavour lacks are not in its list. */
public interface Use {
  /** Names classes. */
  @interface Listed {
    Class<?>[] value();
  }

  @Listed({Packet.class, Ipv6Address.class})
  void both();

  @Listed(value = {})
  void four();

  @Listed({
    Ipv6Address.class,
  })
  void lines();
}
