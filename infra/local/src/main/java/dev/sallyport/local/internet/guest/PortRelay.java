package dev.sallyport.local.internet.guest;

import com.linecorp.armeria.common.CommonPools;
import com.linecorp.armeria.common.util.TransportType;
import dev.sallyport.local.internet.network.Loopback;
import dev.sallyport.local.internet.network.Relay;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;

/** Takes the PROXY header off connections and passes the rest on to a program that knows nothing of it. */
final class PortRelay implements AutoCloseable {
    private final InetSocketAddress target;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Channel listening;

    /** @throws UncheckedIOException if there is no free port */
    PortRelay(InetSocketAddress target) {
        this.target = target;
        EventLoopGroup group = CommonPools.workerGroup();
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(TransportType.serverChannelType(group))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        open.add(channel);
                        channel.pipeline().addLast(new HAProxyMessageDecoder(), new Entrance());
                    }
                })
                .bind(Loopback.address(0))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            ConnectException failure = new ConnectException("a VM's port: cannot listen on loopback");
            failure.initCause(bound.cause());
            throw new UncheckedIOException(failure);
        }
        listening = bound.channel();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    InetSocketAddress target() {
        return target;
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        open.close();
    }

    /** Waits for the header, and then for the connection to the program. */
    private final class Entrance extends ChannelInboundHandlerAdapter {
        private final Queue<Object> waiting = new ArrayDeque<>();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HAProxyMessage header) {
                header.release();
                context.channel().config().setAutoRead(false);
                connect(context);
            } else {
                // What came with the header: the decoder hands it over as it goes.
                waiting.add(message);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            waiting.forEach(ReferenceCountUtil::release);
            waiting.clear();
            context.fireChannelInactive();
        }

        private void connect(ChannelHandlerContext context) {
            new Bootstrap()
                    .group(context.channel().eventLoop())
                    .channel(TransportType.socketChannelType(
                            context.channel().eventLoop().parent()))
                    .option(ChannelOption.AUTO_READ, false)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(target)
                    .addListener((ChannelFuture connected) -> {
                        if (connected.isSuccess()) {
                            join(context, connected.channel());
                        } else {
                            context.close();
                        }
                    });
        }

        private void join(ChannelHandlerContext context, Channel program) {
            waiting.forEach(program::write);
            waiting.clear();
            program.pipeline().addLast(new Relay(context.channel()));
            context.pipeline().replace(this, "relay", new Relay(program));
            program.flush();
            program.read();
            context.channel().read();
        }
    }
}
