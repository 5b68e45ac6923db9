package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Metadata;
import com.google.cloud.compute.v1.Project;
import dev.sallyport.local.api.ApiException;
import java.util.Map;

/** The project as Compute Engine sees it. */
final class ProjectBehaviour extends Behaviour<Project> {
    ProjectBehaviour() {
        super("projects", Project.class);
    }

    @Override
    Map<String, Action<Project>> actions() {
        return Map.of(
                "setCommonInstanceMetadata",
                new Action.Change<>("setMetadata", ProjectBehaviour::setCommonInstanceMetadata));
    }

    private static Project setCommonInstanceMetadata(Transaction transaction, Link link, Project current, Call call) {
        Metadata metadata = (Metadata) call.body();
        if (!metadata.getFingerprint()
                .equals(current.getCommonInstanceMetadata().getFingerprint())) {
            throw ApiException.conditionNotMet("Supplied fingerprint does not match current metadata fingerprint.");
        }
        return current.toBuilder()
                .setCommonInstanceMetadata(InstanceTemplateBehaviour.complete(metadata))
                .build();
    }
}
