package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Reservation;
import com.google.cloud.compute.v1.ReservationsResizeRequest;
import com.google.protobuf.Message;
import java.util.Optional;

/** What reservations can become: larger or smaller. No capacity stands behind them. */
final class ReservationActions {
    private ReservationActions() {}

    static Optional<Action<Message>> of(ComputeMethod method) {
        return method.collection().equals("reservations") && method.name().equals("resize")
                ? Optional.of(new Action.Change<>("resize", ReservationActions::resize))
                : Optional.empty();
    }

    private static Message resize(Transaction transaction, Link link, Message current, Call call) {
        long count = ((ReservationsResizeRequest) call.body()).getSpecificSkuCount();
        if (count < 1) {
            throw Refusals.invalidValue(
                    "specificSkuCount", Long.toString(count), "Must be greater than or equal to 1.");
        }
        Reservation.Builder resized = ((Reservation) current).toBuilder();
        resized.getSpecificReservationBuilder().setCount(count);
        return resized.build();
    }
}
