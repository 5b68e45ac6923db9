package dev.sallyport.local;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.ServerBuilder;
import java.net.InetSocketAddress;

/**
 * The ports that the APIs are served on.
 *
 * @param main 0 for any free one
 * @param doors how many others there are besides, any free ones
 */
record ApiPorts(int main, int doors) {
    void openOn(ServerBuilder server) {
        server.port(new InetSocketAddress("127.0.0.1", main), SessionProtocol.HTTP);
        for (int door = 0; door < doors; door++) {
            server.port(new InetSocketAddress("127.0.0.1", 0), SessionProtocol.HTTP);
        }
    }
}
