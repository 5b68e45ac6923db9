package dev.sallyport.stages;

import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.Link;
import dev.sallyport.plan.Consequence;
import dev.sallyport.request.ProvisionRequest.LoadBalancer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What changes of the front end mean for visitors. */
record FrontendConsequences(LoadBalancer wanted, Changes changes) {
    private static final String RULES = "forwardingRules";
    private static final String MAPS = "urlMaps";

    List<Consequence> all() {
        return Stream.of(opened(), redirected(), certificate(), otherService(), otherPaths(), closed())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Consequence> opened() {
        boolean hasAddress = changes.made("addresses").isEmpty();
        return told(
                changes.made(RULES).contains(wanted.forwardingRule()),
                hasAddress ? Consequence.Kind.NETWORK : Consequence.Kind.FIRST,
                "The application can be reached on port " + wanted.port() + " of "
                        + (hasAddress ? "its address" : "a new address")
                        + "; that comes last, when Identity-Aware Proxy stands before it.");
    }

    private Optional<Consequence> redirected() {
        return wanted.redirect()
                .filter(redirect -> changes.made(RULES).stream()
                        .anyMatch(rule -> SuccessorName.isOf(redirect.forwardingRule(), rule)))
                .map(redirect -> new Consequence(
                        Consequence.Kind.NETWORK, "Port 80 of the address sends visitors on to HTTPS."));
    }

    private Optional<Consequence> certificate() {
        return changes.changed("targetHttpsProxies", "sslCertificates")
                .map(certificate -> new Consequence(
                        Consequence.Kind.VISITORS,
                        "New connections are served the certificate " + Link.name(bare(certificate.to()))
                                + " instead of " + Link.name(bare(certificate.from())) + "; open ones go on."));
    }

    private Optional<Consequence> otherService() {
        return changes.changed(MAPS, "defaultService")
                .filter(service -> !service.from().isEmpty())
                .map(service -> new Consequence(
                        Consequence.Kind.VISITORS,
                        "Visitors are led to the backend service " + Link.name(service.to()) + " instead of "
                                + Link.name(service.from()) + "."));
    }

    private Optional<Consequence> otherPaths() {
        return told(
                changes.changed(MAPS).stream()
                        .map(FieldDifference::field)
                        .anyMatch(field -> !field.equals("defaultService")),
                Consequence.Kind.NETWORK,
                "Every path leads to the backend service again, and none past it.");
    }

    private Optional<Consequence> closed() {
        boolean opensAgain = changes.made(RULES).contains(wanted.forwardingRule());
        return told(
                !changes.gone(RULES).isEmpty(),
                Consequence.Kind.OUTAGE,
                opensAgain
                        ? "The application is not reached for some seconds, for no two forwarding rules may have one address"
                                + " and port: the one goes before the other is made."
                        : "The application is not reached any more.");
    }

    private static Optional<Consequence> told(boolean so, Consequence.Kind kind, String text) {
        return so ? Optional.of(new Consequence(kind, text)) : Optional.empty();
    }

    /** A list of one as a plan writes it. */
    private static String bare(String list) {
        return list.replace("[", "").replace("]", "");
    }
}
