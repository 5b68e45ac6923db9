package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Actions that no collection needs code of its own for: what a method does can be read off its name and its types. The
 * first derivation that knows a method counts.
 */
final class DerivedActions {
    private static final List<Function<ComputeMethod, Optional<Action<Message>>>> DERIVATIONS = List.of(
            SharedVpcActions::of,
            MovingActions::of,
            RuleActions::of,
            AssociationActions::of,
            NodeActions::of,
            EndpointActions::of,
            ReservationActions::of,
            RoutePolicyActions::of,
            PeeringActions::of,
            SettingsActions::of,
            SignedUrlKeyActions::of,
            FieldActions::of,
            ListItemActions::of,
            TrialActions::of,
            ReportActions::of,
            AcceptedActions::of);

    private DerivedActions() {}

    /** What the method does; empty if nothing tells. */
    static Optional<Action<Message>> of(ComputeMethod method) {
        return DERIVATIONS.stream()
                .flatMap(derivation -> derivation.apply(method).stream())
                .findFirst();
    }
}
