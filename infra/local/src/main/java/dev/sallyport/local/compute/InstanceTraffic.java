package dev.sallyport.local.compute;

import java.util.concurrent.CompletableFuture;

/** What managed instance groups ask about the traffic of their instances, all of them named by link. */
public interface InstanceTraffic {
    /** Whether the instance answers the health check; it is probed now. */
    CompletableFuture<Boolean> answers(String healthCheck, String group, String instance);

    /** Whether requests that a load balancer gave the instance are under way. */
    boolean isUnderWay(String instance);

    /** Nothing is asked of any instance, and each answers. */
    static InstanceTraffic none() {
        return new InstanceTraffic() {
            @Override
            public CompletableFuture<Boolean> answers(String healthCheck, String group, String instance) {
                return CompletableFuture.completedFuture(true);
            }

            @Override
            public boolean isUnderWay(String instance) {
                return false;
            }
        };
    }
}
