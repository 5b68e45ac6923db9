package dev.sallyport.compliance;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.SslCertificate;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.converge.Link;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.stages.Inspection;
import dev.sallyport.stages.ProjectInventory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A deployment that is checked.
 *
 * @param inspection what the stages and the proof saw of it
 * @param inventory what there is in its project
 * @param now by the database's clock
 */
record Subject(Deployment deployment, Inspection inspection, ProjectInventory inventory, Instant now) {
    /** IAP's resources above a backend service, by what follows the project, the farthest first. */
    static final List<String> IAP_LEVELS = List.of("iap_web", "iap_web/compute");

    ProvisionRequest request() {
        return deployment.request();
    }

    /**
     * The deployment's backend service as there is one now. One that somebody has made anew has another id than is on
     * record; what is asked of the old id is answered with an error, and the deployment would not be checked at all.
     */
    Optional<BackendService> backendService() {
        return inventory.backendServices().stream()
                .filter(service -> service.getRegion().isEmpty())
                .filter(service ->
                        service.getName().equals(request().backendService().name()))
                .findFirst();
    }

    /** What follows the project in the name that IAP has for that backend service. */
    Optional<String> iapResource() {
        return backendService().map(service -> "iap_web/compute/services/" + Long.toUnsignedString(service.getId()));
    }

    /** The certificate that the deployment uses, its own or one that the request names. */
    Optional<SslCertificate> certificate() {
        return output("certificate", "certificate")
                .map(Link::name)
                .flatMap(name -> inventory.sslCertificates().stream()
                        .filter(certificate -> certificate.getName().equals(name))
                        .findFirst());
    }

    /** What a stage has left behind. */
    Optional<String> output(String stage, String name) {
        return Optional.ofNullable(deployment.stages().get(new StageName(stage)))
                .map(record -> record.outputs().get(name));
    }
}
