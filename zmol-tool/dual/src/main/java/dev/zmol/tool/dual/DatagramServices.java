package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dual.Udp;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.tool.service.ChargenService;

/** Echo, discard and chargen over UDP (RFC 862 to 864). */
@Specialize
final class DatagramServices {
  /** Below it are the ports of other such services: answering one could go on for ever. */
  private static final int FIRST_CLIENT_PORT = 1024;

  private final Udp udp;
  private final byte[] buffer = new byte[65_536];
  private int line;

  DatagramServices(Udp udp) {
    this.udp = udp;
  }

  void open() {
    UdpSocket echo = udp.bind(Services.ECHO);
    echo.onReady(() -> echo(echo));
    UdpSocket discard = udp.bind(Services.DISCARD);
    discard.onReady(() -> discard(discard));
    UdpSocket chargen = udp.bind(Services.CHARGEN);
    chargen.onReady(() -> chargen(chargen));
  }

  private void echo(UdpSocket socket) {
    for (int length = next(socket); length >= 0; length = next(socket)) {
      if (socket.source().port() >= FIRST_CLIENT_PORT) {
        reply(socket, buffer, length);
      }
    }
  }

  private void discard(UdpSocket socket) {
    int length = next(socket);
    while (length >= 0) {
      length = next(socket);
    }
  }

  private void chargen(UdpSocket socket) {
    for (int length = next(socket); length >= 0; length = next(socket)) {
      if (socket.source().port() >= FIRST_CLIENT_PORT) {
        byte[] text = ChargenService.line(line++);
        reply(socket, text, text.length);
      }
    }
  }

  private int next(UdpSocket socket) {
    return socket.receive(buffer, 0, buffer.length);
  }

  private static void reply(UdpSocket socket, byte[] bytes, int length) {
    try {
      socket.reply(bytes, 0, length);
    } catch (IllegalArgumentException tooLong) {
      // The way back takes shorter packets than the way here; datagrams may be lost.
    }
  }
}
