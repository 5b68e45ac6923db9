package dev.sallyport.local.compute;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.sallyport.local.api.MessageTypes;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Methods that report what the local cloud has nothing of, such as the status of interconnects: the resource has to be
 * there, and the report is a well-formed empty one. A list of what can be used is the list of what is there.
 */
final class ReportActions {
    private static final Pattern REPORT = Pattern.compile("(?:get|list)[A-Z]\\w*|calendarMode|sendDiagnosticInterrupt");

    private ReportActions() {}

    static Optional<Action<Message>> of(ComputeMethod method) {
        if (method.startsOperation() || !REPORT.matcher(method.name()).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Action.Answer<>(method.name().equals("listUsable") ? ReportActions::usable : ReportActions::empty));
    }

    /** The kind of a report: its type's name without the word response. */
    static String kind(Descriptor type) {
        return "compute#" + ComputeMethod.lowerFirst(type.getName().replaceFirst("Response$", ""));
    }

    private static Message empty(Transaction transaction, Call call) {
        Descriptor type = call.method().descriptor().getOutputType();
        Message.Builder report = MessageTypes.prototype(type).newBuilderForType();
        Fields.set(
                report,
                "kind",
                type.getName().equals("RouterStatusResponse") ? "compute#routerStatusResponse" : kind(type));
        if (!call.method().nameVariable().isEmpty()) {
            Message resource = CommonMethods.existing(transaction, call.link());
            copyIntoResult(resource, report);
        }
        // Whatever the page, its parameters are checked.
        Page.of(Stream.empty(), call);
        return report.build();
    }

    /** A status names what it is the status of, as the resource does: a router's, its network. */
    private static void copyIntoResult(Message resource, Message.Builder report) {
        FieldDescriptor result = report.getDescriptorForType().findFieldByName("result");
        if (result != null && !result.isRepeated() && result.getJavaType() == JavaType.MESSAGE) {
            Fields.copyAlike(resource, report.getFieldBuilder(result), "network");
        }
    }

    private static Message usable(Transaction transaction, Call call) {
        boolean allScopes = call.method().descriptor().getOutputType().getName().contains("Aggregated");
        Stream<ProjectResources.Stored> all = transaction
                .all(call.collection())
                .filter(stored -> allScopes || stored.link().scope().equals(call.scope()));
        return ListMethods.list(call, Page.of(all.map(stored -> asUsable(stored, call)), call));
    }

    private static ProjectResources.Stored asUsable(ProjectResources.Stored stored, Call call) {
        Descriptor item = Fields.items(call.method().descriptor().getOutputType())
                .orElseThrow()
                .getMessageType();
        if (item.equals(stored.message().getDescriptorForType())) {
            return stored;
        }
        Message.Builder usable = Fields.as(MessageTypes.prototype(item), stored.message()).toBuilder();
        Fields.set(
                usable,
                Reference.noun(stored.link().collection()),
                stored.link().url());
        return new ProjectResources.Stored(stored.link(), usable.build());
    }
}
