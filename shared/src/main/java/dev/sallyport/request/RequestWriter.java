package dev.sallyport.request;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.request.ProvisionRequest.Certificate;
import dev.sallyport.request.ProvisionRequest.Consent;
import dev.sallyport.request.ProvisionRequest.OnDestroy;
import java.util.List;
import java.util.Locale;

/** Writes a request with nothing left out; {@link RequestReader} reads the same request from it. */
public final class RequestWriter {
    private final ProvisionRequest request;

    private RequestWriter(ProvisionRequest request) {
        this.request = request;
    }

    public static ObjectNode write(ProvisionRequest request) {
        return new RequestWriter(request).document();
    }

    private ObjectNode document() {
        ObjectNode document = RequestJson.MAPPER.createObjectNode();
        document.put("action", "provision")
                .put("deployment", request.deployment())
                .put("project", request.project())
                .put("region", request.region())
                .put("network", request.network());
        firewall(document.putObject("firewall"));
        instanceTemplate(document.putObject("instanceTemplate"));
        instanceGroup(document.putObject("instanceGroup"));
        certificate(document.putObject("certificate"));
        healthCheck(document.putObject("healthCheck"));
        backendService(document.putObject("backendService"));
        loadBalancer(document.putObject("loadBalancer"));
        document.putObject("restart").put("maxUnavailable", request.restart().maxUnavailable());
        consent(document.putObject("consent"));
        addAll(document.putArray("principals"), request.principals());
        ArrayNode guests = document.putArray("guests");
        request.guests()
                .forEach(guest -> guests.addObject()
                        .put("principal", guest.principal())
                        .put("until", guest.until().toString()));
        document.put("access", request.access().name().toLowerCase(Locale.ROOT));
        ObjectNode verify = document.putObject("verify");
        request.verify().as().ifPresent(account -> verify.put("as", account));
        document.put("protect", request.protect());
        ObjectNode compliance = document.putObject("compliance");
        request.compliance().all().ifPresent(mode -> compliance.put("mode", mode.toString()));
        ObjectNode modes = compliance.putObject("modes");
        request.compliance().single().forEach((control, mode) -> modes.put(control, mode.toString()));
        ArrayNode adopt = document.putArray("adopt");
        request.adopt()
                .forEach(adopted -> adopt.addObject()
                        .put("resource", adopted.resource())
                        .put("onDestroy", adopted.onDestroy() == OnDestroy.REMOVE ? "remove" : "keep"));
        return document;
    }

    private void firewall(ObjectNode node) {
        node.put("name", request.firewall().name());
        addAll(node.putArray("sourceRanges"), request.firewall().sourceRanges());
        addAll(node.putArray("remove"), request.firewall().remove());
    }

    private void instanceTemplate(ObjectNode node) {
        ProvisionRequest.InstanceTemplate template = request.instanceTemplate();
        node.put("name", template.name())
                .put("machineType", template.machineType())
                .put("image", template.image())
                .put("diskSizeGb", template.diskSizeGb());
        addAll(node.putArray("scopes"), template.scopes());
        template.serviceAccount().ifPresent(account -> node.put("serviceAccount", account));
        addAll(node.putArray("tags"), template.tags());
        node.put("externalAddress", template.externalAddress()).put("startupScript", template.startupScript());
    }

    private void instanceGroup(ObjectNode node) {
        ProvisionRequest.InstanceGroup group = request.instanceGroup();
        node.put("name", group.name());
        addAll(node.putArray("zones"), group.zones());
        node.put("size", group.size()).put("portName", group.portName()).put("port", group.port());
        node.putObject("rollout")
                .put("maxSurge", group.rollout().maxSurge())
                .put("maxUnavailable", group.rollout().maxUnavailable());
    }

    private void certificate(ObjectNode node) {
        if (request.certificate() instanceof Certificate.SelfSigned selfSigned) {
            selfSigned(node.putObject("selfSigned"), selfSigned);
        } else if (request.certificate() instanceof Certificate.GoogleManaged managed) {
            ObjectNode googleManaged = node.putObject("googleManaged").put("name", managed.name());
            addAll(googleManaged.putArray("domains"), managed.domains());
        } else {
            node.putObject("existing").put("name", request.certificate().name());
        }
    }

    private static void selfSigned(ObjectNode node, Certificate.SelfSigned certificate) {
        node.put("name", certificate.name());
        ProvisionRequest.Subject subject = certificate.subject();
        node.putObject("subject")
                .put("country", subject.country())
                .put("state", subject.state())
                .put("locality", subject.locality())
                .put("organization", subject.organization())
                .put("organizationalUnit", subject.organizationalUnit())
                .put("commonName", subject.commonName());
        node.put("validityDays", certificate.validityDays());
    }

    private void healthCheck(ObjectNode node) {
        ProvisionRequest.HealthCheck check = request.healthCheck();
        node.put("name", check.name())
                .put("port", check.port())
                .put("path", check.path())
                .put("checkIntervalSec", check.checkIntervalSec())
                .put("timeoutSec", check.timeoutSec())
                .put("healthyThreshold", check.healthyThreshold())
                .put("unhealthyThreshold", check.unhealthyThreshold());
    }

    private void backendService(ObjectNode node) {
        ProvisionRequest.BackendService service = request.backendService();
        node.put("name", service.name())
                .put("timeoutSec", service.timeoutSec())
                .put("drainingTimeoutSec", service.drainingTimeoutSec())
                .put("cdn", service.cdn())
                .put("logSampleRate", service.logSampleRate());
    }

    private void loadBalancer(ObjectNode node) {
        ProvisionRequest.LoadBalancer balancer = request.loadBalancer();
        node.put("urlMap", balancer.urlMap())
                .put("proxy", balancer.proxy())
                .put("forwardingRule", balancer.forwardingRule())
                .put("address", balancer.address())
                .put("port", balancer.port())
                .put("http", balancer.redirect().isPresent() ? "redirect" : "closed");
        balancer.tls()
                .ifPresent(tls -> node.putObject("tls")
                        .put("name", tls.name())
                        .put("minVersion", tls.minVersion())
                        .put("profile", tls.profile()));
    }

    private void consent(ObjectNode node) {
        if (request.consent() instanceof Consent.OwnClient client) {
            node.putObject("ownClient").put("clientId", client.clientId()).put("clientSecret", client.clientSecret());
        } else {
            node.putObject("googleManaged");
        }
    }

    private static void addAll(ArrayNode list, List<String> texts) {
        texts.forEach(list::add);
    }
}
