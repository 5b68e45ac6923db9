package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.UrlMap;
import com.google.cloud.compute.v1.UrlMapValidationResult;
import com.google.cloud.compute.v1.UrlMapsValidateResponse;
import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.api.MessageTypes;
import java.util.Optional;

/** Methods that try a change without making it: what a transaction has done counts only when it is committed. */
final class TrialActions {
    private TrialActions() {}

    static Optional<Action<Message>> of(ComputeMethod method) {
        return Optional.ofNullable(
                switch (method.name()) {
                    case "validate" -> new Action.Answer<>(TrialActions::validate);
                    case "preview" -> new Action.Answer<>(TrialActions::preview);
                    default -> null;
                });
    }

    /** Whether the URL map in the body could be loaded in place of the one that the path names. */
    private static Message validate(Transaction transaction, Call call) {
        Message body = call.body();
        UrlMap wanted = (UrlMap) body.getField(body.getDescriptorForType().findFieldByName("resource"));
        UrlMapValidationResult.Builder result = UrlMapValidationResult.newBuilder();
        try {
            load(transaction, call.link(), wanted);
            result.setLoadSucceeded(true).setTestPassed(true);
        } catch (ApiException e) {
            result.setLoadSucceeded(false).addLoadErrors(e.getMessage());
        }
        return UrlMapsValidateResponse.newBuilder().setResult(result).build();
    }

    private static void load(Transaction transaction, Link link, UrlMap wanted) {
        Optional<UrlMap> known = transaction.get(UrlMap.class, link);
        if (known.isPresent()) {
            transaction.change(link, known.get(), wanted);
        } else {
            transaction.create(link, wanted);
        }
    }

    /** What the resource would be after a patch. */
    private static Message preview(Transaction transaction, Call call) {
        Link link = call.link();
        Message current = CommonMethods.existing(transaction, link);
        Message after = transaction.change(link, current, MergePatch.apply(current, call.body(), call.json()));
        Message.Builder response = MessageTypes.prototype(
                        call.method().descriptor().getOutputType())
                .newBuilderForType();
        Fields.set(response, "resource", after);
        return response.build();
    }
}
