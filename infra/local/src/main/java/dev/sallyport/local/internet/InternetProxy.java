package dev.sallyport.local.internet;

import com.linecorp.armeria.common.CommonPools;
import com.linecorp.armeria.common.util.TransportType;
import dev.sallyport.local.internet.network.Vpc;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/**
 * The way onto the simulated internet: an HTTP forward proxy on loopback that takes CONNECT and absolute-form requests.
 *
 * <p>Where a real client would wait for a timeout or be reset, the proxy says so at once: 504 for a connection that a
 * firewall or a missing forwarding rule drops, 502 for one that is refused, 403 for a destination that is not on this
 * internet; it never fetches anything from outside. The client stands at 198.51.100.10 unless the header {@code x-source}, which goes no
 * further, or its proxy user name (the password does not matter) gives another address in the ranges for documentation,
 * or a VM's link.
 */
final class InternetProxy implements AutoCloseable {
    private final Router router;
    private final Vpc vpc;
    private final Executor workers;
    private Channel listening;

    InternetProxy(Router router, Vpc vpc, Executor workers) {
        this.router = router;
        this.vpc = vpc;
        this.workers = workers;
    }

    /**
     * Listens on 127.0.0.1.
     *
     * @param port 0 for any free one
     * @throws UncheckedIOException naming the port, if it is taken
     */
    void start(int port) {
        EventLoopGroup group = CommonPools.workerGroup();
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(TransportType.serverChannelType(group))
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpRequestDecoder(), new ProxyHandler(router, vpc, workers));
                    }
                })
                .bind("127.0.0.1", port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            BindException failure = new BindException("internet proxy: cannot listen on 127.0.0.1:" + port
                    + " (expected: a free port; something else listens there)");
            failure.initCause(bound.cause());
            throw new UncheckedIOException(failure);
        }
        listening = bound.channel();
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        if (listening != null) {
            listening.close().awaitUninterruptibly();
        }
    }
}
