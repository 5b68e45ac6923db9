package dev.sallyport.local;

import com.linecorp.armeria.common.Flags;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The thread that accepts a server's connections, knowing what it listens on. Armeria says that a server has stopped when
 * this thread has come to rest, which takes Netty two seconds; the port is free long before.
 */
final class Acceptor implements InvocationHandler {
    private final EventLoopGroup thread =
            Flags.transportType().newEventLoopGroup(1, type -> new DefaultThreadFactory("api-acceptor", true));
    private final Queue<Channel> listening = new ConcurrentLinkedQueue<>();

    /** The thread as Netty takes it. */
    EventLoopGroup group() {
        return (EventLoopGroup)
                Proxy.newProxyInstance(Acceptor.class.getClassLoader(), new Class<?>[] {IoEventLoopGroup.class}, this);
    }

    /** Waits until nothing is listened on any more. */
    void awaitClosed() {
        listening.forEach(channel -> channel.closeFuture().syncUninterruptibly());
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("register") && arguments[0] instanceof Channel channel) {
            listening.add(channel);
        }
        try {
            return method.invoke(thread, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
