package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.HTTPHealthCheck;
import com.google.cloud.compute.v1.HTTPSHealthCheck;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.protobuf.Message;
import java.util.Locale;
import java.util.Optional;

/** Health checks; the defaults are those of the API reference. */
final class HealthCheckBehaviour extends Behaviour<HealthCheck> {
    HealthCheckBehaviour() {
        super("healthChecks", HealthCheck.class);
    }

    @Override
    HealthCheck complete(Transaction transaction, Link link, HealthCheck wanted, Optional<HealthCheck> before) {
        HealthCheck.Builder check = wanted.toBuilder();
        if (check.getType().isEmpty()) {
            throw Refusals.requiredField("resource.type");
        }
        Fields.setDefault(check, "check_interval_sec", 5);
        Fields.setDefault(check, "timeout_sec", 5);
        Fields.setDefault(check, "healthy_threshold", 2);
        Fields.setDefault(check, "unhealthy_threshold", 2);
        checkTimes(check);
        completeProtocol(check);
        return check.build();
    }

    private static void checkTimes(HealthCheck.Builder check) {
        if (check.getTimeoutSec() > check.getCheckIntervalSec()) {
            throw Refusals.invalidValue(
                    "resource.timeoutSec",
                    Integer.toString(check.getTimeoutSec()),
                    "TimeoutSec should be less than or equal to checkIntervalSec.");
        }
    }

    private static void completeProtocol(HealthCheck.Builder check) {
        switch (check.getType()) {
            case "HTTP" -> {
                HTTPHealthCheck.Builder http = check.getHttpHealthCheckBuilder();
                completePort(http, 80);
                Fields.setDefault(http, "request_path", "/");
            }
            case "HTTPS" -> {
                HTTPSHealthCheck.Builder https = check.getHttpsHealthCheckBuilder();
                completePort(https, 443);
                Fields.setDefault(https, "request_path", "/");
            }
            case "TCP" -> completePort(check.getTcpHealthCheckBuilder(), 80);
            case "SSL" -> completePort(check.getSslHealthCheckBuilder(), 443);
            default -> {}
        }
    }

    private static void completePort(Message.Builder protocol, int port) {
        boolean named = !Fields.text(protocol, "port_name").isEmpty();
        boolean serving = Fields.text(protocol, "port_specification").equals("USE_SERVING_PORT");
        if (!named && !serving) {
            Fields.setDefault(protocol, "port", port);
        }
        Fields.setDefault(protocol, "proxy_header", "NONE");
    }

    /** This one refusal names resources by another scheme, with the project's number. */
    @Override
    RuntimeException inUse(Transaction transaction, Link link, Link user) {
        return Refusals.inUse("health_check", internalName(transaction, link), internalName(transaction, user));
    }

    private static String internalName(Transaction transaction, Link link) {
        boolean global = link.scope().kind() == Scope.Kind.GLOBAL;
        String place = global ? "GLOBAL:global" : "REGION:" + link.scope().name();
        String type = Reference.noun(link.collection()).toUpperCase(Locale.ROOT);
        return place + "/PROJECT:" + transaction.project().number() + "/" + type + ":" + link.name();
    }
}
