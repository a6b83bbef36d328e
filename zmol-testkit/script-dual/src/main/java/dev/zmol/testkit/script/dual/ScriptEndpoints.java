package dev.zmol.testkit.script.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Stack;
import dev.zmol.socket.dual.IpStack;
import dev.zmol.socket.dual.TcpListener;
import dev.zmol.socket.tcp.Connection;
import dev.zmol.testkit.script.ScriptedStack;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.Optional;

/** A ready-made stack between the two endpoints of a script. */
@Specialize
final class ScriptEndpoints implements ScriptedStack {
  private final IpStack stack;
  private final IpAddress local;
  private final IpAddress remote;
  private Optional<TcpListener> listener = Optional.empty();

  ScriptEndpoints(IpStack stack, IpAddress local, IpAddress remote) {
    this.stack = stack;
    this.local = local;
    this.remote = remote;
  }

  @Override
  public Stack stack() {
    return stack;
  }

  @Override
  public byte[] localAddress() {
    return bytes(local);
  }

  @Override
  public byte[] remoteAddress() {
    return bytes(remote);
  }

  private static byte[] bytes(IpAddress address) {
    byte[] bytes = new byte[address.length()];
    address.emit(bytes, 0);
    return bytes;
  }

  @Override
  public Connection connect() {
    return stack.tcp().connect(new IpEndpoint(remote, REMOTE_PORT), new IpEndpoint(local, LOCAL_PORT));
  }

  @Override
  public void listen(int backlog) {
    listener = Optional.of(stack.tcp().listen(LOCAL_PORT, backlog));
  }

  @Override
  public boolean isListening() {
    return listener.isPresent();
  }

  @Override
  public void closeListener() {
    listener.ifPresent(TcpListener::close);
    listener = Optional.empty();
  }

  @Override
  public Optional<Connection> accept() {
    return listener.map(TcpListener::accept);
  }

  @Override
  public int pending() {
    return listener.map(TcpListener::pending).orElse(0);
  }

  @Override
  public int halfOpen() {
    return listener.map(TcpListener::halfOpen).orElse(0);
  }

  @Override
  public int connectionCount() {
    return stack.tcp().connectionCount();
  }
}
