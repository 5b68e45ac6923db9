package dev.sallyport.local.internet;

import com.linecorp.armeria.common.util.TransportType;
import dev.sallyport.local.internet.Route.Reached;
import dev.sallyport.local.internet.Route.Unreachable;
import dev.sallyport.local.internet.network.Relay;
import dev.sallyport.local.internet.network.Vpc;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * One client's connection. Only the first request head is understood; from then on bytes go both ways as they are. Bytes
 * that come before the way is open wait here.
 */
final class ProxyHandler extends ChannelInboundHandlerAdapter {
    private final Router router;
    private final Vpc vpc;
    private final Executor workers;
    private final Queue<Object> waiting = new ArrayDeque<>();

    ProxyHandler(Router router, Vpc vpc, Executor workers) {
        this.router = router;
        this.vpc = vpc;
        this.workers = workers;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            context.channel().config().setAutoRead(false);
            // Whatever follows the head is passed on as bytes, so the decoder goes before it sees more.
            context.pipeline().remove(HttpRequestDecoder.class);
            begin(context, request);
        } else if (message instanceof ByteBuf) {
            waiting.add(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private void begin(ChannelHandlerContext context, HttpRequest head) {
        Optional<ProxyRequest> request = head.decoderResult().isSuccess() ? ProxyRequest.of(head) : Optional.empty();
        if (request.isEmpty()) {
            answer(context, 400, "This is a forward proxy (expected: CONNECT host:port, or an absolute http:// URL).");
            return;
        }
        Optional<Origin> origin =
                request.get().origin().map(named -> Origin.named(named, vpc)).orElse(Optional.of(Origin.DEFAULT));
        if (origin.isEmpty()) {
            answer(
                    context,
                    403,
                    "The header x-source, or the proxy user name, says where you are (expected: an address in 192.0.2.0/24,"
                            + " 198.51.100.0/24 or 203.0.113.0/24, or projects/P/zones/Z/instances/NAME).");
            return;
        }
        // Opening a load balancer's listener takes a moment, which the event loop must not spend.
        workers.execute(() -> follow(
                context,
                request.get(),
                router.route(origin.get(), request.get().host(), request.get().port())));
    }

    private void follow(ChannelHandlerContext context, ProxyRequest request, Route route) {
        if (route instanceof Unreachable unreachable) {
            answer(context, unreachable.status(), unreachable.sentence());
            return;
        }
        Reached reached = (Reached) route;
        new Bootstrap()
                .group(context.channel().eventLoop())
                .channel(TransportType.socketChannelType(
                        context.channel().eventLoop().parent()))
                .option(ChannelOption.AUTO_READ, false)
                .handler(HAProxyMessageEncoder.INSTANCE)
                .connect(reached.listener())
                .addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        join(context, request, reached, connected.channel());
                    } else {
                        answer(context, 502, "The destination closed the connection.");
                    }
                });
    }

    private void join(ChannelHandlerContext context, ProxyRequest request, Reached route, Channel destination) {
        destination.write(proxyHeader(route));
        destination.pipeline().remove(HAProxyMessageEncoder.class);
        if (request.tunnel()) {
            context.write(ascii("HTTP/1.1 200 Connection established\r\n\r\n"));
        } else {
            destination.write(ascii(request.head()));
        }
        waiting.forEach(destination::write);
        waiting.clear();
        destination.pipeline().addLast(new Relay(context.channel()));
        context.pipeline().replace(this, "relay", new Relay(destination));
        destination.flush();
        context.flush();
        destination.read();
        context.channel().read();
    }

    private static HAProxyMessage proxyHeader(Reached route) {
        return new HAProxyMessage(
                HAProxyProtocolVersion.V2,
                HAProxyCommand.PROXY,
                HAProxyProxiedProtocol.TCP4,
                route.source().getHostString(),
                route.destination().getHostString(),
                route.source().getPort(),
                route.destination().getPort());
    }

    private static void answer(ChannelHandlerContext context, int status, String sentence) {
        String body = sentence + "\n";
        String head = "HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\n"
                + "content-type: text/plain; charset=utf-8\r\ncontent-length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\nconnection: close\r\n\r\n";
        context.writeAndFlush(Unpooled.copiedBuffer(head + body, StandardCharsets.UTF_8))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
