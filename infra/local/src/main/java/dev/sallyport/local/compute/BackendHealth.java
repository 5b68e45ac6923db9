package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.HealthStatus;
import java.util.List;

/** What the health checks of a backend service found, for getHealth. */
@FunctionalInterface
public interface BackendHealth {
    /** The health of each VM of one back end. */
    List<HealthStatus> of(BackendService service, String groupLink);

    /** Nothing was probed. */
    static BackendHealth unknown() {
        return (service, group) -> List.of();
    }
}
