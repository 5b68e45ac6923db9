package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Network;
import com.google.cloud.compute.v1.NetworkPeering;
import com.google.cloud.compute.v1.NetworksUpdatePeeringRequest;
import com.google.protobuf.Message;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a network's peerings and its mode of subnetworks can become once they are there. */
final class PeeringActions {
    private PeeringActions() {}

    static Optional<Action<Message>> of(ComputeMethod method) {
        return Optional.ofNullable(
                switch (method.name()) {
                    case "updatePeering" -> new Action.Change<>("updatePeering", PeeringActions::update);
                    case "switchToCustomMode" ->
                        new Action.Change<>("switchToCustomMode", PeeringActions::switchToCustomMode);
                    default -> null;
                });
    }

    private static Message update(Transaction transaction, Link link, Message current, Call call) {
        Network network = (Network) current;
        NetworkPeering sent = ((NetworksUpdatePeeringRequest) call.body()).getNetworkPeering();
        int index = IntStream.range(0, network.getPeeringsCount())
                .filter(each -> network.getPeerings(each).getName().equals(sent.getName()))
                .findFirst()
                .orElseThrow(() -> Refusals.invalidValue(
                        "networkPeering.name",
                        sent.getName(),
                        "There is no peering with this name in network " + link.name() + "."));
        NetworkPeering updated =
                MergePatch.apply(network.getPeerings(index), sent, call.json().path("networkPeering"));
        return network.toBuilder().setPeerings(index, updated).build();
    }

    /** There is no way back. */
    private static Message switchToCustomMode(Transaction transaction, Link link, Message current, Call call) {
        return ((Network) current).toBuilder().setAutoCreateSubnetworks(false).build();
    }
}
