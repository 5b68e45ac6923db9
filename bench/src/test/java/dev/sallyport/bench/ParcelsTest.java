package dev.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParcelsTest {
    private final Parcels parcels = new Parcels(3, 200);

    @Test
    void aParcelIsCompleteWhenAllOfItsMessagesHaveArrived() {
        Parcels.Parcel parcel = parcels.next();
        List<ByteString> data = dataOf(parcel);

        parcels.arrived(data.get(2));
        parcels.arrived(data.get(0));
        assertThat(parcel.complete()).isNotDone();
        parcels.arrived(data.get(1));
        assertThat(parcel.complete()).isCompleted();
    }

    @Test
    void aMessageThatComesAgainCountsOnce() {
        Timings timings = parcels.timeAnew();
        Parcels.Parcel parcel = parcels.next();

        dataOf(parcel).subList(0, 2).forEach(parcels::arrived);
        dataOf(parcel).subList(0, 2).forEach(parcels::arrived);
        assertThat(parcel.complete()).isNotDone();
        assertThat(timings.nanos()).hasSize(2);
    }

    @Test
    void parcelsAreToldApart() {
        Parcels.Parcel one = parcels.next();
        Parcels.Parcel other = parcels.next();

        dataOf(other).forEach(parcels::arrived);
        assertThat(one.complete()).isNotDone();
        assertThat(other.complete()).isCompleted();
    }

    @Test
    void theDataIsAsLongAsWasAsked() {
        assertThat(dataOf(parcels.next())).extracting(ByteString::size).containsOnly(200);
    }

    private static List<ByteString> dataOf(Parcels.Parcel parcel) {
        return parcel.content().stream().map(PubsubMessage::getData).toList();
    }
}
