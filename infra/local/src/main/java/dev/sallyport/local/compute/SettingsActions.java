package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import dev.sallyport.local.api.MessageTypes;
import java.util.Optional;

/** Settings of a zone or a project, of which there is always one without a name: {@code zones/Z/instanceSettings}. */
final class SettingsActions {
    /** In the store, where everything has a name. */
    private static final String NAME = "settings";

    private SettingsActions() {}

    static Optional<Action<Message>> of(ComputeMethod method) {
        if (!method.nameVariable().isEmpty() || !method.collection().endsWith("Settings")) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (method.name()) {
                    case "get" -> new Action.Answer<>(SettingsActions::get);
                    case "patch" -> new Action.Effect<>(SettingsActions::patch);
                    default -> null;
                });
    }

    private static Message get(Transaction transaction, Call call) {
        return current(
                transaction,
                call,
                MessageTypes.prototype(call.method().descriptor().getOutputType()));
    }

    private static CommonMethods.Changed patch(Transaction transaction, Call call) {
        Message sent = call.body();
        Message before = current(transaction, call, sent.getDefaultInstanceForType());
        String fingerprint = Fields.text(sent, "fingerprint");
        if (!fingerprint.isEmpty() && !fingerprint.equals(Fields.text(before, "fingerprint"))) {
            throw Refusals.staleFingerprint();
        }
        Link place = call.link(NAME);
        Message after = completed(MergePatch.apply(before, sent, call.json()), call);
        transaction.put(place, after);
        return new CommonMethods.Changed(place, after, "patch");
    }

    private static Message current(Transaction transaction, Call call, Message none) {
        return transaction.get(call.link(NAME)).orElseGet(() -> completed(none, call));
    }

    private static Message completed(Message settings, Call call) {
        Message.Builder completed = settings.toBuilder();
        Fields.clear(completed, "fingerprint");
        Message bare = completed.build();
        Fields.set(completed, "fingerprint", Fingerprint.of(bare));
        Fields.set(completed, "kind", ReportActions.kind(settings.getDescriptorForType()));
        Fields.set(
                completed,
                "zone",
                Link.ROOT + "projects/" + call.project().id() + "/"
                        + call.scope().path());
        return completed.build();
    }
}
