package dev.zmol.acceptance;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.stream.ChunkedStream;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.InputStream;
import java.net.SocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The same server in Netty's NIO, which is told where its channels come from and nothing else. */
final class NettyProgram {
  private NettyProgram() {}

  static void serve(SocketAddress address, SelectorProvider provider) throws InterruptedException {
    new ServerBootstrap()
        .group(new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory(provider)))
        .channelFactory(() -> new NioServerSocketChannel(provider))
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new HttpServerCodec(),
                        new HttpServerExpectContinueHandler(),
                        new ChunkedWriteHandler(),
                        new Answers());
              }
            })
        .bind(address)
        .sync();
  }

  /** Answers the requests of one connection. What is written ends with the connection if it fails. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private static final class Answers extends SimpleChannelInboundHandler<HttpObject> {
    private HttpRequest request;
    private long count;

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part instanceof HttpRequest head) {
        request = head;
        count = 0;
      }
      if (part instanceof HttpContent content) {
        count += content.content().readableBytes();
      }
      if (part instanceof LastHttpContent) {
        answer(context);
      }
    }

    private void answer(ChannelHandlerContext context) {
      String path = request.uri();
      boolean keepAlive = HttpUtil.isKeepAlive(request);
      ChannelFuture written;
      if (path.startsWith("/zeros/")) {
        long length = Long.parseLong(path.substring("/zeros/".length()));
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
        context.write(head);
        context.write(new ChunkedStream(new Zeros(length), 1 << 16));
        written = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
      } else {
        String text = path.equals("/count") ? "" + count : "hello";
        ByteBuf body = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        FullHttpResponse whole = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
        whole.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        written = context.writeAndFlush(whole);
      }
      if (!keepAlive) {
        written.addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  /** So many zeros. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      Arrays.fill(bytes, offset, offset + count, (byte) 0);
      left -= count;
      return count;
    }

    @Override
    public int available() {
      return (int) Math.min(left, Integer.MAX_VALUE);
    }
  }
}
