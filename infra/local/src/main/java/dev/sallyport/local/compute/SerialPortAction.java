package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.GetSerialPortOutputInstanceRequest;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.SerialPortOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.Machines.SerialOutput;
import java.util.function.Function;

/**
 * {@code instances.getSerialPortOutput}: what a VM has written to its first serial port, from the byte that was asked for
 * on; a negative one counts from the end. Nothing is ever written to the other three ports.
 */
final class SerialPortAction {
    private static final int FIRST = 1;
    private static final int LAST = 4;

    private final Function<Instance, SerialOutput> ports;

    SerialPortAction(Function<Instance, SerialOutput> ports) {
        this.ports = ports;
    }

    Message output(Transaction transaction, Call call) {
        Link link = call.link();
        Instance instance = transaction.get(Instance.class, link).orElseThrow(() -> Refusals.notFound(link));
        GetSerialPortOutputInstanceRequest request = (GetSerialPortOutputInstanceRequest) call.request();
        int port = request.hasPort() ? request.getPort() : FIRST;
        if (port < FIRST || port > LAST) {
            throw Refusals.invalidValue("port", Integer.toString(port), "Must be a serial port, 1 to 4.");
        }
        SerialOutput written = port == FIRST ? ports.apply(instance) : SerialOutput.NOTHING;
        return from(request.getStart(), written)
                .setKind("compute#serialPortOutput")
                .setSelfLink(link.url() + "/serialPort")
                .build();
    }

    private static SerialPortOutput.Builder from(long asked, SerialOutput written) {
        long end = written.start() + written.bytes().size();
        long wanted = asked < 0 ? end + asked : asked;
        long start = Math.max(written.start(), Math.min(wanted, end));
        ByteString contents = written.bytes().substring((int) (start - written.start()));
        return SerialPortOutput.newBuilder()
                .setContents(contents.toStringUtf8())
                .setStart(start)
                .setNext(end);
    }
}
